#!/bin/sh
# Repeats everything: training, validation (window depth, upsampling), export, held-out evaluation with label maps, card.
set -eu
cd "$(dirname "$0")"
model=../../models/abdomen-organs
export OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE
{
    # A second stage because the shipped run had one (warm restart of the rate). In it, 2800 + 3057 steps.
    python train.py --out stage1.pt --steps 2800 --rate 2e-3
    python train.py --start stage1.pt --out checkpoint.pt --steps 3057 --rate 1.05e-3
    python export.py --checkpoint checkpoint.pt --model $model
    for depth in 48 64; do
        for rule in nearest logits; do
            echo "validation patients, depth $depth, upsample $rule"
            python evaluate.py --card $model/card.yaml --set validation --depth $depth --upsample $rule
        done
    done
    echo "held-out patients and CT"
    python evaluate.py --card $model/card.yaml --set test --json results.json --save reference
    python export.py --checkpoint checkpoint.pt --model $model --results results.json
} 2>&1 | tee train.log
