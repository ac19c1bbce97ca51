#!/usr/bin/env bash
# The tests of every crate, but not of the window. Run at a private desk: some talk to a real keyring and printer.
. "$(dirname "$0")/lib.sh"
rc=0
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run "${APP[@]}" --no-fail-fast --no-tests pass --status-level fail || rc=1
  cargo nextest run "${HOUSE[@]}" --no-fail-fast --no-tests pass --status-level fail || rc=1
  cargo test "${HOUSE[@]}" --doc --no-fail-fast || rc=1
else
  cargo test "${APP[@]}" --no-fail-fast || rc=1
  cargo test "${HOUSE[@]}" --no-fail-fast || rc=1
fi
exit $rc
