#!/bin/sh
# Brings the shipped faces from their packages and makes the two symbol subsets and the code face.
# Run in this folder; needs npm and python3 with fonttools 4.60.1. The results are committed, so no build runs this.
set -eu
export PYTHONHASHSEED=0 # otherwise the cut faces differ from run to run
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bring() { # package version weight file
  (cd "$work" && npm pack --silent "@expo-google-fonts/$1@$2" >"$1.name" && tar xzf "$(cat "$1.name")" "package/$3/$4.ttf")
  mv "$work/package/$3/$4.ttf" "$5"
}

for weight in 400Regular 700Bold; do
  style=${weight#???}
  bring noto-sans 0.4.2 $weight NotoSans_$weight "$here/NotoSans-$style.ttf"
  bring noto-sans-arabic 0.4.3 $weight NotoSansArabic_$weight "$here/NotoSansArabic-$style.ttf"
  bring noto-sans-hebrew 0.4.1 $weight NotoSansHebrew_$weight "$here/NotoSansHebrew-$style.ttf"
  bring noto-sans-bengali 0.4.4 $weight NotoSansBengali_$weight "$here/NotoSansBengali-$style.ttf"
  bring noto-sans-gurmukhi 0.4.1 $weight NotoSansGurmukhi_$weight "$here/NotoSansGurmukhi-$style.ttf"
  bring noto-sans-gujarati 0.4.2 $weight NotoSansGujarati_$weight "$here/NotoSansGujarati-$style.ttf"
  bring noto-sans-tamil 0.4.3 $weight NotoSansTamil_$weight "$here/NotoSansTamil-$style.ttf"
done

python3 "$here/contexts.py" "$here"/NotoSansBengali-*.ttf

bring noto-sans-math 0.4.2 400Regular NotoSansMath_400Regular "$work/math.ttf"
bring noto-sans-symbols-2 0.4.1 400Regular NotoSansSymbols2_400Regular "$work/symbols.ttf"
bring source-code-pro 0.4.1 600SemiBold SourceCodePro_600SemiBold "$work/code.ttf"
python3 "$here/subset.py" "$work" "$here"
