#!/usr/bin/env bash
# The packages to install: .deb and .rpm.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh run
ui/node_modules/.bin/tauri build --bundles deb,rpm || stop "the packages could not be made (the words are above)."
say "Made:"
ls -lh "$TARGET"/release/bundle/{deb/*.deb,rpm/*.rpm}
