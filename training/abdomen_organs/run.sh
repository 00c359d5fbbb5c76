#!/bin/sh
# Repeats everything: training, validation, export, held-out evaluation with label maps, card.
set -eu
cd "$(dirname "$0")"
model=../../models/abdomen-organs
export OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE
{
    # A stage of constant rate with class weights, then one of falling rate without.
    python train.py --out stage1.pt --steps 6400 --rate 1e-3 --constant
    python train.py --start stage1.pt --out checkpoint.pt --steps 6400 --rate 1.1e-3 --unweighted
    python export.py --checkpoint checkpoint.pt --model $model
    echo "validation: MR patients, CT simulated from them"
    for depth in 48 64; do
        python evaluate.py --card $model/card.yaml --set validation --depth $depth
    done
    echo "held-out patients and CT"
    python evaluate.py --card $model/card.yaml --set test --json results.json --save reference
    python export.py --checkpoint checkpoint.pt --model $model --results results.json
} 2>&1 | tee train.log
