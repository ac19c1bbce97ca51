#!/usr/bin/env bash
# The whole journey in a virtual screen: prints each step, and leaves its pictures and papers in target/demo.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh test
build_app
say "Building the journey"
cargo test "${HOUSE[@]}" --test demo --no-run --quiet || stop "the journey does not compile (cargo's own words are above)."
export FRONTDESK_DEMO_OUT=$TARGET/demo
rm -rf "$FRONTDESK_DEMO_OUT" && mkdir -p "$FRONTDESK_DEMO_OUT"
say "The journey, at a private desk"
scripts/in-desk-session.sh scripts/window-tests.sh demo || stop "the journey did not reach its end; the step is named above."
say "Left in ${FRONTDESK_DEMO_OUT#"$ROOT"/}:"
find "$FRONTDESK_DEMO_OUT" -type f -printf '    %P\n' | sort
