# Read by the other scripts: where things are, and how they speak. Not a program of its own.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# One build folder for cargo, the tools and what the runs leave; absolute, because tests run in their own folders.
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
case $TARGET in /*) ;; *) TARGET=$ROOT/$TARGET ;; esac
TOOLS=$TARGET/tools
export CARGO_TARGET_DIR=$TARGET FRONTDESK_TOOLS=$TOOLS FRONTDESK_BINARY=$TARGET/debug/frontdesk

say() { printf '==> %s\n' "$*"; }
stop() { printf '\nStopped: %s\n' "$*" >&2; exit 1; }

# at_least FOUND WANTED: compares dotted numbers.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# Two selections, so that each crate is built once: the app as it ships, and everything else. Built together, the
# tests' wishes (frontdesk-vault/testing and the like) would end up in the app.
APP=(-p frontdesk --features tauri/custom-protocol)
HOUSE=(--workspace --exclude frontdesk)

# Only when a source of the page changed since the page was made, or the page itself did.
build_page() {
  local stamp=$TARGET/page-built-from now
  now=$(page_state)
  [ -f ui/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return 0
  say "Building the page"
  (cd ui && npm run --silent build) || stop "the page could not be built (vite's own words are above)."
  page_state >"$stamp"
}

page_state() {
  find ui -path ui/node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum
}

# build_app [OPTION...]: the window as it ships; --release for the small and fast one.
build_app() {
  build_page
  say "Building the app"
  cargo build "${APP[@]}" "$@" || stop "the app does not compile (cargo's own words are above)."
}

# Other people's programs that ours are held against, each version pinned.
MRZ_FOR_PYTHON=(mrz==0.6.2 python-stdnum==2.2 python-dateutil==2.9.0.post0 iuliia==0.13.0)
MRZ_FOR_NODE=mrz@5.0.2

# The published models of HL7 FHIR, which our files are read with.
FHIR_FOR_PYTHON=(fhir.resources==8.3.0)

# python_with NAME PACKAGE==VERSION...: a Python of its own with these, in $TOOLS/NAME.
python_with() {
  local folder=$TOOLS/$1
  shift
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$*" ] && return 0
  say "Installing for Python: $*"
  { python3 -m venv --clear "$folder" && "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; } ||
    stop "they could not be installed (the words of Python are above)."
  printf '%s\n' "$*" >"$folder/installed"
}

# node_with NAME PACKAGE@VERSION: the same for Node; nothing of it lands in the front end.
node_with() {
  local folder=$TOOLS/$1
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$2" ] && return 0
  say "Installing for Node: $2"
  rm -rf "$folder" && mkdir -p "$folder"
  npm install --silent --no-audit --no-fund --no-save --prefix "$folder" "$2" ||
    stop "it could not be installed (the words of npm are above)."
  printf '%s\n' "$2" >"$folder/installed"
}
