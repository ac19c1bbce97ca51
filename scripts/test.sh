#!/usr/bin/env bash
# Everything: the rules and the store (Rust), the page (front end), the real window. Says at the end how many of each.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh test
logs=$TARGET/test
rm -rf "$logs" && mkdir -p "$logs"
export NO_COLOR=1 CARGO_TERM_COLOR=never
table='' broken='' passed=0 failed=0

# count WORD LOG: cargo test says "test result: ok. 3 passed; 0 failed", vitest "Tests  3 passed", and the tables of
# cases "3 passed, 0 failed".
count() {
  { grep -E '^(test result:| *Tests |[0-9]+ passed, [0-9]+ failed$)' "$2" || true; } | { grep -oE "[0-9]+ $1" || true; } |
    awk '{ n += $1 } END { print n + 0 }'
}

# what_failed LOG: the failed tests by name, each with the first lines of its words, so that the end of a run says it.
what_failed() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^test .* FAILED$/ || /^ *(FAIL|×) / || /^error(\[|:)/ { print "  " $0 }
    /^---- .* stdout ----$/ { left = 9 }
    left > 0 && NF { print "    " $0; left-- }' | head -n 60
}

# part NAME LOG COMMAND...: runs one part to its end, shows and keeps its words, and counts what it ran.
part() {
  local name=$1 log=$logs/$2 ok bad rc=0 start=$SECONDS
  shift 2
  say "$name"
  "$@" 2>&1 | tee "$log" || rc=1
  ok=$(count passed "$log") bad=$(count failed "$log")
  # A part that broke without counting a failure (it did not compile, or died) still is one.
  if [ $rc != 0 ]; then
    [ "$bad" -gt 0 ] || bad=1
    broken+="Failed: $name. Its words: ${log#"$ROOT"/}"$'\n'$(what_failed "$log")$'\n'
  fi
  table+=$(printf '%-32s %5d passed %3d failed %5d s' "$name" "$ok" "$bad" $((SECONDS - start)))$'\n'
  passed=$((passed + ok)) failed=$((failed + bad))
}

build_app
say "Building the tests"
cargo test "${APP[@]}" --no-run --quiet && cargo test "${HOUSE[@]}" --no-run --quiet &&
  cargo test "${HOUSE[@]}" --test '*' --no-run --quiet ||
  stop "the tests do not compile (cargo's own words are above)."

part "Rust: rules, store, desk" rust.log scripts/in-desk-session.sh scripts/rust-tests.sh
part "Front end" page.log npm --prefix ui test
part "Front end: svelte-check" check.log npm --prefix ui run check
part "Real window" window.log scripts/in-desk-session.sh scripts/window-tests.sh

printf '\n%s%s\n' "$table" "$broken"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
