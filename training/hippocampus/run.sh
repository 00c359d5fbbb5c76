#!/bin/sh
# Repeats everything: training, export, validation, held-out evaluation, card.
set -eu
cd "$(dirname "$0")"
model=../../models/hippocampus
export OMP_NUM_THREADS=1
{
    python train.py --out checkpoint.pt --steps 3815
    python export.py --checkpoint checkpoint.pt --model $model
    python evaluate.py --card $model/card.yaml --set validation
    python evaluate.py --card $model/card.yaml --set test --json results.json
    python export.py --checkpoint checkpoint.pt --model $model --results results.json
} 2>&1 | tee train.log
