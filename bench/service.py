#!/usr/bin/env python3
"""Measures the running service: start, idle memory, planning, overhead of a step, cancel, stop, crash.

    python3 bench/service.py [start plan cancel stop crash]

Needs a build (./heliograph --version) and nothing but Python. Each part starts a service of its own on a free port with an
empty state folder, and ends it. Exits with 1 if a part behaves wrongly; how fast it is depends on the machine and is only printed.
"""
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUESTION = "How big is the liver, and is the spleen enlarged?"
FINAL = {"clarification_asked", "answer", "refused", "cancelled", "failed"}


class Service:
    def __init__(self, home):
        self.home = home
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.begin()

    def begin(self):
        self.began = time.monotonic()
        self.log = open(pathlib.Path(self.home) / "service.log", "ab")
        self.process = subprocess.Popen(
            [ROOT / "heliograph", "serve", "--port", str(self.port)],
            env={**os.environ, "HELIOGRAPH_HOME": str(self.home)}, stdout=self.log, stderr=self.log)

    def call(self, path, body=None, method=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", method=method or ("POST" if body is not None else "GET"),
            data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.read()

    def json(self, path, body=None, method=None):
        return json.loads(self.call(path, body, method) or b"null")

    def until(self, path, enough=lambda body: True):
        """Seconds since the start until a path answers with enough."""
        while time.monotonic() - self.began < 300:
            try:
                if enough(self.call(path)):
                    return time.monotonic() - self.began
            except OSError:
                pass
            time.sleep(0.01)
        raise SystemExit(f"{path} did not answer; see {self.home}/service.log")

    def ready(self):
        return self.until("/q/health/ready"), self.until("/api/studies", lambda b: len(json.loads(b)) >= 2)

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return {k: int(v.split()[0]) >> 10 for k, v in (l.split(":", 1) for l in status.splitlines()) if k in ("VmRSS", "VmHWM")}

    def study(self, name):
        return next(s["id"] for s in self.json("/api/studies") if name in s["name"])

    def ask(self, text, study="Abdominal"):
        conversation = self.json("/api/conversations", {"studies": [self.study(study)]})["id"]
        return conversation, self.json(f"/api/conversations/{conversation}/messages", {"text": text})["run"]

    def events(self, run):
        """All events of a run; waits for its end."""
        for line in self.call(f"/api/runs/{run}/events").decode().splitlines():
            if line.startswith("data:"):
                yield json.loads(line[5:])

    def end(self, how=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(how)
        return self.process.wait(60), time.monotonic() - began


def seconds(event):
    head, _, rest = event["at"].rstrip("Z").partition(".")
    return time.mktime(time.strptime(head, "%Y-%m-%dT%H:%M:%S")) + float("0." + (rest or "0"))


def part_start(service):
    ready, samples = service.ready()
    print(f"start: ready {ready:.2f} s, sample studies {samples:.2f} s")
    list(service.events(service.ask(QUESTION)[1]))
    print("  resident right after an answer (MiB):", service.resident())
    time.sleep(60)
    print("  resident, idle for 60 s (MiB):      ", service.resident())
    return True


def part_plan(service):
    """Planning ends with plan_proposed; what is neither planning nor a tool is the loop's own."""
    service.ready()
    plan, step = [], []
    for n in range(25):
        events = list(service.events(service.ask("Which studies are there?")[1]))
        at = {e["type"]: seconds(e) for e in events}
        steps = sum(e["type"] == "tool_started" for e in events)
        if n >= 5:
            plan.append(1000 * (at["plan_proposed"] - at["run_started"]))
            step.append(1000 * ((at["tool_started"] - at["plan_proposed"]) + (at["answer"] - at["tool_finished"])) / steps)
    for name, values in (("run started to plan checked", plan), ("before, between and after a step", step)):
        print(f"plan: {name}: median {statistics.median(values):.1f} ms, most {max(values):.1f} ms, {len(values)} runs")
    return True


def part_cancel(service):
    service.ready()
    took = []
    for delay in (0.0, 0.1, 0.3, 0.6, 1.0):
        run = service.ask(QUESTION)[1]
        while b"tool_started" not in b"".join(json.dumps(e).encode() for e in poll(service, run)):
            time.sleep(0.01)
        time.sleep(delay)
        began = time.monotonic()
        service.call(f"/api/runs/{run}/cancel", {})
        last = list(service.events(run))[-1]["type"]
        took.append((last, time.monotonic() - began))
    print("cancel:", ", ".join(f"{how} after {s:.2f} s" for how, s in took))
    return all(how in ("cancelled", "answer") for how, _ in took)


def poll(service, run):
    """What a run has done so far."""
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/api/runs/{run}/events", timeout=60) as response:
        for line in response:
            if line.startswith(b"data:"):
                event = json.loads(line[5:])
                yield event
                if event["type"] == "tool_started" or event["type"] in FINAL:
                    return


def part_stop(service):
    service.ready()
    codes = [service.end()]
    for delay in (0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6):
        service.begin()
        time.sleep(delay)
        codes.append(service.end())
    for delay in (0.2, 0.8, 1.5):
        service.begin()
        service.ready()
        service.ask(QUESTION)
        time.sleep(delay)
        codes.append(service.end())
    print("stop: exit codes", [c for c, _ in codes], f"slowest {max(s for _, s in codes):.1f} s")
    service.begin()
    return all(c in (143, -15) for c, _ in codes)


def part_crash(service):
    service.ready()
    good = True
    for delay in (0.0, 0.05, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0):
        conversation, run = service.ask(QUESTION)
        time.sleep(delay)
        before = service.json(f"/api/runs/{run}").get("endedWith")
        service.end(signal.SIGKILL)
        service.begin()
        service.until("/q/health/ready")
        events = list(service.events(run))
        runs = [r.get("endedWith") for r in service.json(f"/api/conversations/{conversation}")["runs"]]
        whole = [e["seq"] for e in events] == list(range(1, len(events) + 1)) and sum(e["type"] in FINAL for e in events) == 1
        print(f"crash: killed after {delay} s (run {before or 'going on'}): {len(events)} events, "
              f"{'resumed, ' if any(e['type'] == 'resumed' for e in events) else ''}ended with {runs[0]}")
        good &= whole and len(runs) == 1 and runs[0] is not None
    return good


def main():
    parts = sys.argv[1:] or ["start", "plan", "cancel", "stop", "crash"]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    good = True
    for name in parts:
        with tempfile.TemporaryDirectory() as home:
            service = Service(home)
            try:
                good &= globals()["part_" + name](service)
            finally:
                service.process.kill()
                service.process.wait()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
