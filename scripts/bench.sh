#!/usr/bin/env bash
# Each figure beside its bare form, in a release build. Arguments go to the benches.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh test
build_app --release
export FRONTDESK_BINARY=$TARGET/release/frontdesk
cargo bench "${WINDOW[@]}" --bench '*' --no-run || stop "the benches do not compile (cargo's own words are above)."
exec scripts/in-desk-session.sh cargo bench "${WINDOW[@]}" --bench '*' -- "$@"
