#!/usr/bin/env bash
# Brings a Debian 12 machine with Rust and Node to where the desk builds (setup.sh run), also tests (setup.sh test), or is
# also measured and tortured (setup.sh bench).
# Looks at what is really there each time, so a second run does nothing and takes a moment.
. "$(dirname "$0")/lib.sh"
want=${1:-test}
case $want in run | test | bench) ;; *) stop "scripts/setup.sh takes 'run', 'test' or 'bench', not '$want'." ;; esac

RUST_LEAST=1.95.0
NODE_LEAST=20.19.0
TAURI_DRIVER=2.1.0

# Enough to compile the window and open it with a keyring behind it. perl and make: OpenSSL, inside the database.
build_packages=(build-essential pkg-config perl make curl file ca-certificates
  libwebkit2gtk-4.1-dev librsvg2-dev libayatana-appindicator3-dev
  dbus dbus-x11 gnome-keyring fonts-dejavu-core)
# A screen to draw on and the hands to work it; a printer; readers for what was printed.
test_packages=(webkit2gtk-driver xvfb evilwm xdotool faketime
  cups cups-client cups-ipp-utils cups-filters printer-driver-cups-pdf poppler-utils ghostscript qpdf
  default-jre-headless libpdfbox2-java libjaxb-api-java python3 python3-venv python3-dbusmock)

check_languages() {
  local rust node
  rust=$(rustc --version 2>/dev/null | cut -d' ' -f2) || true
  if ! command -v cargo >/dev/null || ! at_least "${rust:-0}" "$RUST_LEAST"; then
    stop "Rust $RUST_LEAST or later is needed and ${rust:-none} was found. Install it with rustup (https://rustup.rs), then run this again."
  fi
  node=$(node --version 2>/dev/null | tr -d v) || true
  if ! command -v npm >/dev/null || ! at_least "${node:-0}" "$NODE_LEAST"; then
    stop "Node $NODE_LEAST or later, with npm, is needed and ${node:-none} was found. Install the long-term release from https://nodejs.org, then run this again."
  fi
}

missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
  done
}

install_packages() {
  local missing as_root=() log
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    stop "this set-up knows Debian 12 and its kin only. On another system install the counterparts of: $*"
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  local by_hand="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; } ||
      stop "${#missing[@]} system packages are missing and only root may install them. As root run: $by_hand"
    as_root=(sudo)
  fi
  say "Installing ${#missing[@]} system packages: ${missing[*]}"
  log=$TARGET/setup-apt.log
  "${as_root[@]}" apt-get update >"$log" 2>&1 ||
    stop "the list of packages could not be fetched; is this machine online? $(tail -n 1 "$log") (all of it: $log)"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
    stop "a system package could not be installed: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log") (all of it: $log)"
}

install_npm_packages() {
  local stamp=ui/node_modules/.installed-from hash
  [ -f ui/package-lock.json ] || stop "ui/package-lock.json is missing; take the whole repository."
  hash=$(sha256sum ui/package-lock.json | cut -d' ' -f1)
  [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ] && [ -x ui/node_modules/.bin/vite ] && [ -x ui/node_modules/.bin/tauri ] && return 0
  say "Installing the front end's packages"
  local log=$TARGET/setup-npm.log
  (cd ui && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1 ||
    stop "npm could not install the front end's packages: $(grep -m 3 '^npm error .* ' "$log" | cut -c11- | tr '\n' ' ') (all of it: $log)"
  printf '%s\n' "$hash" >"$stamp"
}

# Speaks WebDriver to the window. Kept under the build folder: nothing of it lands in anyone's home.
install_tauri_driver() {
  [ -x "$TOOLS/bin/tauri-driver" ] && grep -q "\"tauri-driver $TAURI_DRIVER " "$TOOLS/.crates.toml" 2>/dev/null && return 0
  say "Building tauri-driver $TAURI_DRIVER (under a minute)"
  cargo install tauri-driver --version "$TAURI_DRIVER" --locked --quiet --force \
    --root "$TOOLS" --target-dir "$TOOLS/build" ||
    stop "tauri-driver $TAURI_DRIVER could not be built (cargo's own words are above)."
  rm -rf "$TOOLS/build"
}

mkdir -p "$TARGET"
check_languages
packages=("${build_packages[@]}")
[ "$want" = run ] || packages+=("${test_packages[@]}")
install_packages "${packages[@]}"
[ "$want" = run ] || install_tauri_driver
[ "$want" = run ] || python_with fhir "${FHIR_FOR_PYTHON[@]}"
install_npm_packages
