#!/usr/bin/env bash
# Each figure beside its bare form, in a release build; the table is kept in target/bench.txt.
# Arguments choose parts: register, search, response, form, parse, start, lengths; and before, which stands beside the
# earlier build that FRONTDESK_BEFORE names.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh bench
build_app --release
say "Building a bare window to measure beside"
bare=tests/benches/bare-window
# The same versions as the app's: cargo drops from the copy what a bare window does not need.
cp Cargo.lock "$bare/Cargo.lock"
cargo build --release --manifest-path "$bare/Cargo.toml" || stop "the bare window does not compile (cargo's own words are above)."
say "Building the benches"
cargo bench -p frontdesk-tests --bench desk --no-run || stop "the benches do not compile (cargo's own words are above)."

python_with reportlab reportlab==5.1.0
python_with weasyprint weasyprint==70.0
python_with mrz "${MRZ_FOR_PYTHON[@]}"
node_with mrz-npm "$MRZ_FOR_NODE"
export FRONTDESK_REPORTLAB_PYTHON=$TOOLS/reportlab/bin/python FRONTDESK_MRZ_PYTHON=$TOOLS/mrz/bin/python
export FRONTDESK_WEASYPRINT_PYTHON=$TOOLS/weasyprint/bin/python
export FRONTDESK_MRZ_NODE=$TOOLS/mrz-npm/node_modules/mrz/lib/index.js
export FRONTDESK_BINARY=$TARGET/release/frontdesk FRONTDESK_BARE_WINDOW=$TARGET/release/bare-window
say "Measuring; leave the machine alone meanwhile"
# The allocator that wipes what it takes back, beside the system's: a desk opened and a form made, shortest of many.
wiped_beside_plain() {
  local plain wiping
  plain=$(cargo bench -q -p frontdesk-tests --bench allocator_plain)
  wiping=$(cargo bench -q -p frontdesk-tests --bench allocator_wiping)
  paste <(printf '%s\n' "$plain") <(printf '%s\n' "$wiping") |
    awk '{ printf "wiping allocator, %s: %s ms beside %s ms, ratio %.2f\n", $1, $4, $2, $4 / $2 }'
}
[ $# -gt 0 ] || wiped_beside_plain
FRONTDESK_PRINTER=no exec scripts/in-desk-session.sh cargo bench -p frontdesk-tests --bench desk -- "$@"
