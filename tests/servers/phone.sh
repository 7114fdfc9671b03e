# shellcheck shell=bash disable=SC2034  # config is read by the scripts that source this
# Sourced by phone-todoman and phone-khal: a local copy of the account below a directory, kept by
# vdirsyncer, as on a phone that edits first and syncs later.

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# vdirsyncer shows its log only when it fails.
vdir() {
  vdirsyncer -c "$phone/vdirsyncer.conf" "$@" >"$phone/vdirsyncer.log" 2>&1 < <(yes) ||
    fail "vdirsyncer $1 failed: $(tail -n 20 "$phone/vdirsyncer.log")"
}

# phone_open DIR HOME_URL: writes the settings and fetches everything.
phone_open() {
  mkdir -p "$1/calendars" "$1/status"
  phone=$(cd "$1" && pwd -P)
  export LC_ALL=C.UTF-8 TZ=UTC HOME=$phone no_proxy='*'
  cat >"$phone/vdirsyncer.conf" <<CONF
[general]
status_path = "$phone/status/"
[pair account]
a = "here"
b = "server"
collections = ["from b"]
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "$phone/calendars/"
fileext = ".ics"
[storage server]
type = "caldav"
url = "$2"
username = "${PHONE_USER:-ana}"
password = "${PHONE_PASSWORD:-secret}"
CONF
  vdir discover
  vdir sync
}

phone_send() { vdir sync; }
