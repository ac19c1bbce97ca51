#!/usr/bin/env bash
# Opens the desk. Without a display it goes through the whole journey in a virtual one instead.
. "$(dirname "$0")/lib.sh"
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  say "No display here: the whole journey runs in a virtual one."
  exec scripts/demo.sh
fi
scripts/setup.sh run
build_app

# Asking starts the service where the desktop would start it on demand.
has_secret_service() {
  [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/bus" ] || return 1
  dbus-send --session --print-reply --reply-timeout=10000 --dest=org.freedesktop.secrets /org/freedesktop/secrets \
    org.freedesktop.Secret.Service.ReadAlias string:default >/dev/null 2>&1
}

open_app() { "$@" || stop "the app ended with an error (its words are above)."; }

if has_secret_service; then
  say "Opening the desk"
  open_app "$FRONTDESK_BINARY"
  exit
fi

# The clinic's keys would be lost with a keyring that is thrown away, so keyring and clinic stay together, apart from
# the real ones.
trial=$TARGET/trial
say "No Secret Service here (GNOME Keyring and KWallet are two), so a private one is started."
say "It is for trying out, with a clinic of its own in ${trial#"$ROOT"/}. For real patients sign in to a desktop that has one."
mkdir -p "$trial/data" && chmod 700 "$trial" "$trial/data"
[ -s "$trial/keyring-password" ] || (umask 077 && head -c 24 /dev/urandom | base64 >"$trial/keyring-password")
if [ ! -w "${XDG_RUNTIME_DIR:-/nonexistent}" ]; then
  XDG_RUNTIME_DIR=$(mktemp -d)
  export XDG_RUNTIME_DIR
  trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
fi
export XDG_DATA_HOME=$trial/data TRIAL=$trial
open_app dbus-run-session -- sh -c 'gnome-keyring-daemon --unlock --components=secrets <"$TRIAL/keyring-password" >/dev/null 2>&1
exec "$FRONTDESK_BINARY"'
