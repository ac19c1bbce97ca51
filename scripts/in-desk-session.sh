#!/usr/bin/env bash
# in-desk-session.sh COMMAND...: runs COMMAND at a desk of its own and clears everything away after it.
#
# The desk has a screen (Xvfb, SCREEN=1280x900x24), a message bus, a real and unlocked Secret Service, folders that
# nothing else sees, and a print server with two queues: Reception prints, Stopped takes jobs and never prints them.
# COMMAND finds: FRONTDESK_SESSION (the folder of all this), FRONTDESK_SCREEN (the screen's pixels, an XWD file),
# FRONTDESK_TEST_PRINT_OUT (where Reception's paper lands, as PDF), CUPS_SERVER, DISPLAY and the XDG folders.
# Several may run at once: display, bus, sockets and queues are each run's own. FRONTDESK_PRINTER=no leaves printing out.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ $# -gt 0 ] || stop "scripts/in-desk-session.sh needs a command to run."
for program in Xvfb evilwm dbus-daemon gnome-keyring-daemon; do
  command -v $program >/dev/null || stop "$program is not installed; run scripts/setup.sh test."
done

base=$(mktemp -d "${TMPDIR:-/tmp}/desk.XXXXXX")
chmod 711 "$base" # the print filters pass through as another user, and may list nothing
queue_conf=/etc/cups/cups-pdf-${base##*/}.conf
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)

# Everything started from here carries FRONTDESK_SESSION, also what a killed test left behind.
ours() { grep -lsz "^FRONTDESK_SESSION=$base\$" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 || true; }

clear_away() {
  local rc=$? signal pids i
  trap '' INT TERM
  trap - EXIT
  exec 9>&- # the print server's keeper ends it and its files
  for i in $(seq 50); do [ -e "$base/cups" ] && sleep 0.1 || break; done
  unset FRONTDESK_SESSION # or the search below would find itself
  for signal in TERM KILL; do
    pids=$(ours)
    [ -n "$pids" ] || break
    # shellcheck disable=SC2086
    kill -$signal $pids 2>/dev/null || true
    for i in $(seq 30); do [ -n "$(ours)" ] && sleep 0.1 || break; done
  done
  rm -rf "$base"
  exit "$rc"
}
trap clear_away EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

until_there() { # until_there WHAT TEST...: waits up to 10 seconds
  local what=$1 i
  shift
  for i in $(seq 100); do "$@" >/dev/null 2>&1 && return 0 || sleep 0.1; done
  stop "$what did not start: $(tail -n 3 "$base/log" 2>/dev/null | tr '\n' ' ')"
}

mkdir -m 700 "$base"/{data,config,cache,runtime,screen,tmp}
export FRONTDESK_SESSION=$base TMPDIR=$base/tmp
export XDG_DATA_HOME=$base/data XDG_CONFIG_HOME=$base/config XDG_CACHE_HOME=$base/cache XDG_RUNTIME_DIR=$base/runtime
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SSH_AUTH_SOCK
export GDK_BACKEND=x11 GTK_USE_PORTAL=0 NO_AT_BRIDGE=1 LC_ALL=C.UTF-8
# Drawn by software here: what it compiles is kept for every window of the run, apart from what the app writes.
export MESA_SHADER_CACHE_DIR=$base/cache

# The server picks a free display itself, so two runs cannot take the same one.
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1280x900x24}" -nolisten tcp -fbdir "$base/screen" 3>"$base/display" >>"$base/log" 2>&1 &
until_there "the virtual screen" test -s "$base/display"
DISPLAY=:$(cat "$base/display")
export DISPLAY FRONTDESK_SCREEN=$base/screen/Xvfb_screen0
# Without a window manager no window has the focus, and the page would draw no focus ring.
evilwm -bw 0 -fn fixed >>"$base/log" 2>&1 &

dbus-daemon --session --nofork --nopidfile --address="unix:dir=$base/runtime" --print-address=3 3>"$base/bus" >>"$base/log" 2>&1 &
until_there "the private message bus" test -s "$base/bus"
DBUS_SESSION_BUS_ADDRESS=$(cat "$base/bus")
export DBUS_SESSION_BUS_ADDRESS
printf 'private' | gnome-keyring-daemon --foreground --unlock --components=secrets >>"$base/log" 2>&1 &
secrets_there() {
  # Asked first, because a call to a name nobody owns would start a second, locked daemon.
  dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true' || return 1
  dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked | grep -q 'boolean false'
}
until_there "the private Secret Service" secrets_there

# A print server that has just started drops a connection now and then (one in fifty).
again() {
  local i
  for i in 1 2 3 4; do "$@" && return 0 || sleep 0.2; done
  "$@"
}

start_printing() {
  mkdir -m 755 "$base/cups" "$base"/cups/{root,spool,cache,state}
  mkdir -m 1777 "$base/cups/tmp" "$base/printed"
  cat >"$base/cups/cupsd.conf" <<CONF
Listen $base/cups/sock
Browsing No
WebInterface No
PreserveJobFiles No
PreserveJobHistory Yes
ErrorPolicy stop-printer
MaxJobsPerPrinter 20
LogLevel warn
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
CONF
  cat >"$base/cups/cups-files.conf" <<CONF
ServerRoot $base/cups/root
RequestRoot $base/cups/spool
CacheDir $base/cups/cache
StateDir $base/cups/state
TempDir $base/cups/tmp
AccessLog $base/cups/access.log
ErrorLog $base/cups/error.log
PageLog $base/cups/page.log
CONF
  # cups-pdf looks for its settings only here. Label 2: a number in front, so equal titles do not overwrite.
  printf 'Out %s\nLabel 2\nUserUMask 0022\nAnonDirName %s\nSpool %s\nTitlePref 1\n' "$base/printed" "$base/printed" "$base/cups/tmp" |
    "${as_root[@]}" tee "$queue_conf" >/dev/null
  export CUPS_SERVER=$base/cups/sock FRONTDESK_TEST_PRINT_OUT=$base/printed
  # Its keeper waits for the end of this script, whatever that is, and needs no password a second time for it.
  exec 9> >(env -u FRONTDESK_SESSION "${as_root[@]}" sh -c '
    trap "" INT TERM HUP
    cupsd -f -c "$1/cups/cupsd.conf" -s "$1/cups/cups-files.conf" &
    cat >/dev/null
    kill $!
    wait $!
    rm -rf "$2" "$1/printed" "$1/cups"' - "$base" "$queue_conf" >>"$base/log" 2>&1)
  until_there "the private print server" lpstat -r
  local ppd=/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd uri=cups-pdf:/${base##*/} two_sided=$base/cups/tmp/two-sided.ppd
  # The same printer, as one that can turn the sheet over describes itself.
  {
    cat $ppd
    printf '*%s\n' 'OpenUI *Duplex/2-Sided Printing: PickOne' 'OrderDependency: 50 AnySetup *Duplex' 'DefaultDuplex: None' \
      'Duplex None/Off: ""' 'Duplex DuplexNoTumble/Long Edge: ""' 'Duplex DuplexTumble/Short Edge: ""' 'CloseUI: *Duplex'
  } >"$two_sided"
  {
    again lpadmin -p Reception -v "$uri" -P $ppd &&
      again lpadmin -p Stopped -v "$uri" -P $ppd &&
      again lpadmin -p Upstairs -v "$uri" -P "$two_sided" &&
      again cupsaccept Reception Stopped Upstairs &&
      again cupsenable Reception Upstairs &&
      again cupsdisable Stopped &&
      again lpadmin -d Reception
  } >>"$base/log" 2>&1 || stop "the private print queues could not be made: $(tail -n 2 "$base/log"; tail -n 5 "$base/cups/error.log")"
}
if [ "${FRONTDESK_PRINTER:-yes}" != no ]; then
  if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
    say "The private printer (cups-pdf) runs as root."
    { [ -t 0 ] && sudo -v; } ||
      stop "the private printer cannot start without sudo. Leave printing out with FRONTDESK_PRINTER=no, or run this as root."
  fi
  export PATH=$PATH:/usr/sbin
  start_printing
fi

# In the background, so that an interrupt is acted on at once.
"$@" <&0 9>&- &
wait $!
