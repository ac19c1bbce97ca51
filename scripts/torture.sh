#!/usr/bin/env bash
# The long forms: tests marked as ignored because of their length (among them 1,000 worn pages of forms, read back), many
# more cases of the property tests, and 20,000 zones made by another program, other ones each time. FRONTDESK_SEED names
# a run's zones and pages to have them again.
# Ten million inputs to the parsers alone: cargo test --release -p frontdesk-domain --test rules -- --ignored ten_million
. "$(dirname "$0")/lib.sh"
scripts/setup.sh bench
export PROPTEST_CASES=${PROPTEST_CASES:-20000}
cargo test "${HOUSE[@]}" --release --no-run || stop "the tests do not compile (cargo's own words are above)."
python_with mrz "${MRZ_FOR_PYTHON[@]}"
seed=${FRONTDESK_SEED:-$(date +%s)}
export FRONTDESK_CASES=$TARGET/torture-cases
say "Making 20,000 zones with seed $seed"
"$TOOLS/mrz/bin/python" scripts/independent-cases.py "$FRONTDESK_CASES" 20000 "$seed" ||
  stop "the zones could not be made (the words of Python are above)."
rc=0
scripts/in-desk-session.sh cargo test "${HOUSE[@]}" --release --no-fail-fast -- --include-ignored || rc=1
# What the window has to be waited for, a minute and more.
build_app
scripts/in-desk-session.sh cargo test "${HOUSE[@]}" --test cover -- --ignored --test-threads=1 || rc=1
exit $rc
