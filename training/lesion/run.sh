#!/bin/sh
# Trains and measures on the validation patients. Nothing is exported: what it gives is not good enough yet (README.md).
set -eu
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1
{
    python train.py --out checkpoint.pt --steps "${STEPS:-3004}"
    python evaluate.py --checkpoint checkpoint.pt --set validation
} 2>&1 | tee train.log
