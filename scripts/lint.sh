#!/usr/bin/env bash
# Form and habits: every check runs, and the last line names those that found something.
. "$(dirname "$0")/lib.sh"
scripts/setup.sh test
broken=()
check() {
  local name=$1
  shift
  say "$name"
  "$@" || broken+=("$name")
}
check "rustfmt" cargo fmt --all --check
# The shell's macro reads the page's folder, so there must be one.
build_page
check "clippy, the app" cargo clippy "${APP[@]}" --all-targets -- -D warnings
check "clippy, the rest" cargo clippy "${HOUSE[@]}" --all-targets -- -D warnings
check "clippy, the tests of the window" cargo clippy "${HOUSE[@]}" --test '*' -- -D warnings
check "svelte-check" npm --prefix ui run --silent check
check "eslint and prettier" npm --prefix ui run --silent lint
for file in scripts/*.sh .ci/run; do check "bash syntax of $file" bash -n "$file"; done
[ "${#broken[@]}" = 0 ] || stop "these checks found something: $(printf '%s; ' "${broken[@]}")"
say "Nothing found."
