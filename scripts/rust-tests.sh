#!/usr/bin/env bash
# The tests of every crate, but not of the window. Run at a private desk: some talk to a real keyring and printer.
# Plain cargo test, because one of them (the tables of cases) is its own harness.
. "$(dirname "$0")/lib.sh"
rc=0
cargo test "${APP[@]}" --no-fail-fast || rc=1
cargo test "${HOUSE[@]}" --no-fail-fast || rc=1
exit $rc
