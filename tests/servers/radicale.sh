# shellcheck shell=bash disable=SC2034,SC2154  # shares its variables with start
# Radicale keeps one folder of .ics files for each collection. Speaks HTTP/1.0.

[[ -z ${SERVER_TLS:-} ]] || scheme=https

radicale_certificate() {
  [[ -f $dir/cert.pem ]] && return
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1,DNS:localhost \
    -keyout "$dir/key.pem" -out "$dir/cert.pem" >>"$dir/openssl.log" 2>&1
}

# A calendar with one event, and rights that let its owner read it but not write.
radicale_readonly() {
  local calendar=$dir/collections/collection-root/ana/readonly
  mkdir -p "$calendar"
  echo '{"tag": "VCALENDAR", "D:displayname": "Read only"}' >"$calendar/.Radicale.props"
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//touchbase//tests//EN BEGIN:VEVENT \
    UID:readonly-1 DTSTAMP:20260301T080000Z DTSTART:20260303T080000Z DTEND:20260303T081500Z \
    SUMMARY:Fixed END:VEVENT END:VCALENDAR >"$calendar/readonly-1.ics"
  cat >"$dir/rights" <<'CONF'
[readonly]
user: .+
collection: {user}/readonly(/.*)?
permissions: r
[root]
user: .+
collection:
permissions: R
[principal]
user: .+
collection: {user}
permissions: RW
[calendars]
user: .+
collection: {user}/[^/]+
permissions: rw
CONF
}

radicale_conf() {
  local tls=False rights="type = owner_only"
  [[ $scheme == https ]] && tls=True
  [[ -n ${SERVER_READONLY:-} ]] && rights="type = from_file"$'\n'"file = $dir/rights"
  cat >"$dir/radicale.conf" <<CONF
[server]
hosts = 127.0.0.1:$port
max_connections = 32
ssl = $tls
certificate = $dir/cert.pem
key = $dir/key.pem
[auth]
type = htpasswd
htpasswd_filename = $dir/users
htpasswd_encryption = plain
delay = 0.2
[rights]
$rights
[storage]
filesystem_folder = $dir/collections
[web]
type = none
CONF
}

server_start() {
  require radicale
  mkdir -p "$dir/collections"
  printf 'ana:secret\nbob:secret2\n' >"$dir/users"
  [[ $scheme == https ]] && radicale_certificate
  [[ -n ${SERVER_READONLY:-} ]] && radicale_readonly
  radicale_conf
  launch radicale.log /usr/bin/radicale --config "$dir/radicale.conf"
}
