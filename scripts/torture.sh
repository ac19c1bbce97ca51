#!/usr/bin/env bash
# The long forms: tests marked as ignored because of their length, and many more cases of the property tests.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh test
export PROPTEST_CASES=${PROPTEST_CASES:-20000}
cargo test "${HOUSE[@]}" --release --no-run || stop "the tests do not compile (cargo's own words are above)."
exec scripts/in-desk-session.sh cargo test "${HOUSE[@]}" --release --no-fail-fast -- --include-ignored
