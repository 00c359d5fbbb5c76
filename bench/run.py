"""Times the Java program against its peers, turn by turn, and prints a Markdown table.

    python bench/run.py --classpath CP --scans FOLDER [--threads N] [--rounds N] [--only WORD...]

Each round times every peer once and the Java side cold (a fresh result) and warm (into a buffer of the last
time, where an operation can), several times each if it is quick; so whatever else the machine does hits all of
them. A cell has the shortest time of all rounds; a ratio is that of the shortest times, and its spread the
smallest and largest ratio of one round. After that the results are compared. Ends with 1 if they differ.
"""

import argparse
import os
import sys
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--classpath", required=True)
parser.add_argument("--scans", required=True, type=Path)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu: processor time, which a busy machine does not change")
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--seconds", type=float, default=90, help="no new round of a row begins after this")
parser.add_argument("--only", nargs="*", default=[], help="only rows whose title has one of these words")
options = parser.parse_args()
if options.clock == "cpu" and options.threads > 1:
    parser.error("processor time says nothing about two threads; use --threads 1")
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS"):
    os.environ[variable] = str(options.threads)

# The libraries read these variables when they are loaded.
import SimpleITK as sitk  # noqa: E402

from java import Java  # noqa: E402
from rows import ROWS  # noqa: E402
from scan import Scan  # noqa: E402

sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(options.threads)
MIN_ROUNDS = 3
# A quick operation is run again until this many seconds are used, at most so many times a round.
SHARE, TIMES = 0.4, 12


def timed(run):
    clock = time.process_time if options.clock == "cpu" else time.perf_counter
    start = clock()
    result = run()
    return clock() - start, result


def times_for(seconds):
    return max(1, min(TIMES, int(SHARE / max(seconds, 1e-6))))


def measure(row, scan, java):
    """Seconds by round: for each peer a list, and two for Java; and the first peer's result."""
    results = [peer.run(scan, options.threads) for peer in row.peers]
    once = min(java.seconds(row.java, False, 3))
    for warm in (False, True):
        # Enough for the compiler to be done, which has few cycles to spare on a busy machine.
        java.seconds(row.java, warm, max(3, min(60, int(2 / once))))
    peers, cold, warm = [[] for _ in row.peers], [], []
    start = time.perf_counter()
    while len(cold) < options.rounds and (len(cold) < MIN_ROUNDS or time.perf_counter() - start < options.seconds):
        for peer, found in zip(row.peers, peers):
            first, _ = timed(lambda: peer.run(scan, options.threads))
            more = [timed(lambda: peer.run(scan, options.threads))[0] for _ in range(times_for(first) - 1)]
            found.append(min([first, *more]))
        java.say("gc")
        cold.append(min(java.seconds(row.java, False, times_for(once))))
        warm.append(min(java.seconds(row.java, True, times_for(once))))
    return peers, cold, warm, results[0]


def cells(row, peers, cold, warm):
    """The row's ratios: one table line for each peer."""
    for peer, theirs in zip(row.peers, peers):
        line = [f"{min(theirs) * 1e3:.1f}"]
        for ours in (warm, cold):
            ratios = [t / o for t, o in zip(theirs, ours)]
            line += [f"{min(ours) * 1e3:.1f}", f"**{min(theirs) / min(ours):.1f}** ({min(ratios):.1f}–{max(ratios):.1f})"]
        yield peer, line


def wanted(row, scan):
    return scan in row.scans and (not options.only or any(word in row.title for word in options.only))


def main():
    java = Java(options.classpath, options.threads, options.scans)
    java.say("clock", options.clock)
    wrong = 0
    for name in sorted(p.parent.name for p in options.scans.glob("*/grid.txt")):
        scan = Scan(options.scans / name)
        java.say("scan", scan.folder)
        size = "×".join(map(str, scan.shape))
        print(f"\n### {name}, {size} voxels of {'×'.join(map(str, scan.spacing))} mm, threads: {options.threads}, {options.clock} time\n")
        print("| operation | peer | peer ms | warm ms | warm × | cold ms | cold × | goal | results |")
        print("|---|---|---|---|---|---|---|---|---|")
        for row in ROWS:
            if not wanted(row, name):
                continue
            peers, cold, warm, theirs = measure(row, scan, java)
            try:
                verdict = row.check(scan, java.result(row.java), theirs)
            except AssertionError as e:
                verdict, wrong = f"WRONG: {e}", wrong + 1
            for peer, line in cells(row, peers, cold, warm):
                print("|", row.title, "|", peer.name, "|", " | ".join(line), "|", f"{peer.goal:g}" if peer.goal else "", "|", verdict, "|", flush=True)
    java.close()
    print(f"\nload {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors", file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main())
