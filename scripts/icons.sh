#!/usr/bin/env bash
# Draws every size of the icon from icons/icon.svg. Run it after changing the drawing, and commit what it writes.
set -euo pipefail
cd "$(dirname "$0")/.."
tauri=${TAURI:-ui/node_modules/.bin/tauri}
[ -x "$tauri" ] || { echo "icons: the Tauri command line is missing; run scripts/setup.sh first." >&2; exit 1; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$tauri" icon icons/icon.svg -o "$out" >/dev/null 2>&1
# Phones and the Windows store are not targets: their forty sizes stay out.
for name in 32x32.png 128x128.png 128x128@2x.png icon.png icon.ico icon.icns; do
  cp "$out/$name" "icons/$name"
done
