#!/usr/bin/env bash
# Changes the rules about parental responsibility one place at a time, and counts the changes that no test notices.
# Arguments go to cargo mutants; without any, every such rule is changed. What was found is kept in target/mutants.out.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh bench
mutants=$TOOLS/mutants/bin/cargo-mutants
[ -x "$mutants" ] || cargo install --locked --root "$TOOLS/mutants" cargo-mutants@27.1.0 ||
  stop "cargo-mutants could not be installed (cargo's own words are above)."
[ $# -gt 0 ] || set -- --file 'src-tauri/crates/domain/src/parental/*.rs'
unset CARGO_TARGET_DIR
exec "$mutants" mutants --no-shuffle --package frontdesk-domain --output "$TARGET" "$@" -- --test rules parental
