#!/usr/bin/env bash
# What SentencePiece's own tools say of the committed models; needs spm_encode and spm_decode (0.1.97 made what is here).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for model in multi30k-en-de tatoeba-en-de ro-sts; do
    path=../../../../padir/vocab/$model.model
    spm_encode --model="$path" --output_format=id <sentences.txt >"$model.ids"
    spm_decode --model="$path" --input_format=id <sequences.ids >"$model.decoded"
done
