"""The Java side: a process that takes commands (see Bench.java)."""

import subprocess

import numpy as np

# The heap is touched at the start, as it is in a service that has run for a while: a fresh array then
# costs its zeros, not its page faults.
FLAGS = ["-Xms5g", "-Xmx5g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch"]


class Java:
    def __init__(self, classpath, threads, scratch):
        self.scratch = scratch
        self.process = subprocess.Popen(
            ["java", *FLAGS, "-cp", classpath, "dev.heliograph.bench.Bench"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.say("threads", threads)

    def say(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"the Java side ended at: {words}")
        return answer

    def seconds(self, name, warm, times):
        """Wall times of some runs."""
        return [int(n) / 1e9 for n in self.say("run", name, "warm" if warm else "cold", times).split()]

    def result(self, name):
        file = self.scratch / "result.raw"
        dtype = self.say("result", name, file)
        array = np.fromfile(file, dtype)
        file.unlink()
        return array

    def close(self):
        self.process.stdin.close()
        self.process.wait()
