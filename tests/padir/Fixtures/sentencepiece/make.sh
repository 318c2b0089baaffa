#!/usr/bin/env bash
# Writes the output of SentencePiece's own tools for the committed models. It needs spm_encode and spm_decode; the committed files were made
# with version 0.1.97.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for model in multi30k-en-de tatoeba-en-de ro-sts; do
    path=../../../../padir/vocab/$model.model
    spm_encode --model="$path" --output_format=id <sentences.txt >"$model.ids"
    spm_decode --model="$path" --input_format=id <sequences.ids >"$model.decoded"
done
