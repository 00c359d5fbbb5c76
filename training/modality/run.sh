#!/bin/sh
# Repeats everything: training, export, held-out evaluation, card.
set -eu
cd "$(dirname "$0")"
model=../../models/modality
{
    python train.py --epochs 12 --out checkpoint.pt
    python export.py --checkpoint checkpoint.pt --model $model
    python evaluate.py --model $model --json results.json
    python export.py --checkpoint checkpoint.pt --model $model --results results.json
} 2>&1 | tee train.log
