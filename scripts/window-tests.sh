#!/usr/bin/env bash
# The tests of the real window, or only those named. Run at a private desk (in-desk-session.sh). One at a time: they
# share a screen, and so its keyboard.
. "$(dirname "$0")/lib.sh"
names=("$@")
[ $# -gt 0 ] || for file in tests/journeys/*.rs; do names+=("$(basename "$file" .rs)"); done
[ $# -gt 0 ] || names+=(faults_window leaks_window)
exec cargo test "${HOUSE[@]}" --no-fail-fast "${names[@]/#/--test=}" -- --test-threads=1 --nocapture
