# shellcheck shell=bash disable=SC2034,SC2154  # shares its variables with start
# Cyrus IMAP: the calendars are mailboxes. Runs as the user cyrus when started by root.
# SERVER_SCHEDULING=off switches scheduling off. It logs to syslog only.

base_path=/dav/
home_path=/dav/calendars/user/ana/

cyrus_conf() {
  cat >"$dir/imapd.conf" <<CONF
configdirectory: $dir/conf
partition-default: $dir/spool
defaultpartition: default
sievedir: $dir/sieve
proc_path: $dir/run/proc
mboxname_lockpath: $dir/run/lock
idlesocket: $dir/run/idle
notifysocket: $dir/run/notify
lmtpsocket: $dir/run/lmtp
cyrus_user: $1
cyrus_group: $2
servername: localhost
admins: cyrus
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: $dir/sasldb2
sasl_mech_list: PLAIN LOGIN
httpmodules: caldav
caldav_allowscheduling: ${SERVER_SCHEDULING:-on}
httptimeout: 5
httpkeepalive: 60
calendar_default_displayname: Default
CONF
  cat >"$dir/cyrus.conf" <<CONF
START {
  recover cmd="ctl_cyrusdb -C $dir/imapd.conf -r"
}
SERVICES {
  http cmd="httpd -C $dir/imapd.conf" listen="127.0.0.1:$port" proto="tcp4" prefork=1 maxchild=50
  imap cmd="imapd -C $dir/imapd.conf" listen="$dir/run/imap" prefork=0 maxchild=5
}
EVENTS {
  checkpoint cmd="ctl_cyrusdb -C $dir/imapd.conf -c" period=30
}
CONF
}

cyrus_password() {
  printf '%s' "$2" | saslpasswd2 -p -c -f "$dir/sasldb2" -u localhost "$1" >>"$dir/sasl.log" 2>&1
}

# Calendars are made on the first request, but only for a user who has an INBOX.
cyrus_inbox() {
  curl -s -m 10 --unix-socket "$dir/run/imap" -u cyrus:admin imap://localhost/ \
    -X "CREATE user/$1" >>"$dir/imap.log" 2>&1
}

cyrus_inboxes() { cyrus_inbox ana && cyrus_inbox bob; }

server_start() {
  local master=/usr/lib/cyrus/bin/master account group
  [[ -x $master ]] || fail "cyrus is not installed; run script/bootstrap"
  require saslpasswd2
  open_to cyrus
  account=$(id -un) group=$(id -gn)
  is_root && account=cyrus group=mail
  mkdir -p "$dir"/conf/{db,lock,log,msg,proc,quota,socket,user} "$dir"/{spool,sieve,run}
  cyrus_conf "$account" "$group"
  cyrus_password ana secret
  cyrus_password bob secret2
  cyrus_password cyrus admin
  is_root && chown -R "$account:$group" "$dir"/{conf,spool,sieve,run,sasldb2}
  launch cyrus.log "$master" -C "$dir/imapd.conf" -M "$dir/cyrus.conf" -p "$dir/run/master.pid" -D
  [[ -f $dir/inboxes ]] || wait_for 30 cyrus_inboxes || return 1
  touch "$dir/inboxes"
}
