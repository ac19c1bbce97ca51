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
