#!/usr/bin/env bash
# Builds the Java program and the Python peers, makes the scans, and prints the tables of docs/performance.md.
# Words are passed to run.py: bench/run.sh --threads 2 --only distance. Without any: one thread, then two.
# bench/run.sh --large [HEAP] runs each operation on 1024 x 1024 x 1000 voxels in a heap of 6g, or says why it is refused.
# BENCH_PYTHON names a Python that has bench/requirements.txt, instead of an environment made here.
set -euo pipefail
cd "$(dirname "$0")/.."
out=target/bench
mkdir -p "$out"

mvn -B -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
  -Dmdep.outputFile="$out/classpath" -Dspotless.check.skip=true
classpath=target/classes:target/test-classes:$(cat "$out/classpath")

if [ "${1:-}" = --large ]; then
  for operation in dice surface-dice statistics components distance resample recist holes dilate open watershed; do
    java "-Xmx${2:-6g}" -XX:+UseSerialGC -Xmn16m -cp "$classpath" dev.heliograph.bench.Large 1024 1024 1000 "$operation" 2>&1 || echo "$operation: ended with $?"
  done
  exit
fi

python=${BENCH_PYTHON:-$out/venv/bin/python}
if [ ! -x "$python" ]; then
  python3 -m venv "$out/venv"
  "$python" -m pip install -q -r bench/requirements.txt
fi
export PYTHONDONTWRITEBYTECODE=1
"$python" bench/generate.py "$out/scans"
run() { "$python" bench/run.py --classpath "$classpath" --scans "$out/scans" "$@"; }
if [ $# -gt 0 ]; then run "$@"; else run --threads 1 && run --threads 2; fi
