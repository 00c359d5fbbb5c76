#!/bin/sh
# Repeats everything: two stages of training, export, held-out evaluation, card.
set -eu
cd "$(dirname "$0")"
model=../../models/blood-cells
{
    python train.py --epochs 30 --out stage1.pt
    python train.py --start stage1.pt --epochs 50 --rate 1.5e-3 --seed 20261125 --out checkpoint.pt
    python export.py --checkpoint checkpoint.pt --model $model
    python evaluate.py --model $model --json results.json
    python export.py --checkpoint checkpoint.pt --model $model --results results.json
} 2>&1 | tee train.log
