# shellcheck shell=bash disable=SC2154  # dir, port, auth, scheme: set by start and stop
# Sourced by start and stop: ports, processes and the small pieces that several servers share.
# A server lives in one directory. Each process it launches leads a session of its own and stands in
# DIR/pids as "PID START-TIME", so that a number which the kernel gave away again is never signalled.

fail() {
  printf 'tests/servers: %s\n' "$*" >&2
  exit 1
}

require() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is not installed; run script/bootstrap"
  done
}

is_root() { [[ $EUID -eq 0 ]]; }

# open_to USER: started by root, the server runs as this user, who must get to its directory.
open_to() {
  is_root || return 0
  require setpriv
  setpriv --reuid="$1" --regid="$(id -g "$1")" --init-groups test -x "$dir" 2>/dev/null ||
    fail "$1 cannot enter $dir; the folders above need the permission o+x"
}

# --- processes -------------------------------------------------------------------------------

# Sets stat_state, stat_parent, stat_session and stat_start from /proc; fails when it is gone.
read_stat() {
  local line fields
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${line##*) }"
  stat_state=${fields[0]} stat_parent=${fields[1]} stat_session=${fields[3]} stat_start=${fields[19]}
}

# launch LOG COMMAND...: in the background, in its own session, noted in $dir/pids.
launch() {
  local log=$dir/$1
  shift
  setsid "$@" >>"$log" 2>&1 </dev/null &
  local pid=$!
  read_stat "$pid" || fail "$1 ended at once"
  printf '%s %s\n' "$pid" "$stat_start" >>"$dir/pids"
}

# alive PID START: still the same process, and not a zombie that nobody reaps.
alive() { read_stat "$1" && [[ $stat_start == "$2" && $stat_state != Z ]]; }

all_alive() {
  local pid start
  while read -r pid start; do alive "$pid" "$start" || return 1; done <"$dir/pids"
}

# Prints "PID START" of every process of $dir: the launched, their sessions and all below them.
process_tree() {
  local -A parent=() session=() start=() ours=()
  local pid begun path grown=1
  for path in /proc/[0-9]*; do
    pid=${path#/proc/}
    read_stat "$pid" || continue
    [[ $stat_state == Z ]] && continue
    parent[$pid]=$stat_parent session[$pid]=$stat_session start[$pid]=$stat_start
  done
  while read -r pid begun; do
    # A session outlives its leader, and its number is not given away while it has members.
    [[ -z ${start[$pid]:-} || ${start[$pid]} == "$begun" ]] && ours[$pid]=1
  done <"$dir/pids"
  while ((grown)); do
    grown=0
    for pid in "${!parent[@]}"; do
      [[ -n ${ours[$pid]:-} ]] && continue
      [[ -n ${ours[${parent[$pid]}]:-} || -n ${ours[${session[$pid]}]:-} ]] || continue
      ours[$pid]=1 grown=1
    done
  done
  for pid in "${!ours[@]}"; do
    [[ -n ${start[$pid]:-} && $pid != "$$" ]] && printf '%s %s\n' "$pid" "${start[$pid]}"
  done
  return 0
}

# gone SECONDS TREE: polls until no process of the tree is left.
gone() {
  local deadline=$((SECONDS + $1)) pid start left
  while :; do
    left=0
    while read -r pid start; do
      [[ -n $pid ]] && alive "$pid" "$start" && left=1
    done <<<"$2"
    ((left)) || return 0
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

signal() {
  local pid start
  while read -r pid start; do
    [[ -n $pid && $pid != "$$" ]] && alive "$pid" "$start" && kill "-$1" "$pid" 2>/dev/null
  done <<<"$2"
  return 0
}

stop_all() {
  [[ -s $dir/pids ]] || return 0
  local tree
  tree=$(process_tree)
  signal TERM "$(<"$dir/pids")"
  if ! gone 10 "$tree"; then
    tree+=$'\n'$(process_tree)
    signal KILL "$tree"
    gone 5 "$tree" || fail "processes of $dir could not be ended: $tree"
  fi
  : >"$dir/pids"
}

# --- ports -----------------------------------------------------------------------------------

# The socket inode that listens on a port of any address, or nothing.
listener() {
  local hex
  hex=$(printf '%04X' "$1")
  awk -v end=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == end { print $10 }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# A free port below the range the kernel hands out to clients.
free_port() {
  local candidate
  for _ in {1..200}; do
    candidate=$((20000 + RANDOM % 12000))
    [[ -n $(listener "$candidate") ]] || { echo "$candidate"; return; }
  done
  fail "no free port on this machine"
}

# The listener on $port is one of our processes, not somebody who was faster.
owns_port() {
  local inode pid
  for inode in $(listener "$port"); do
    for pid in $(process_tree | cut -d' ' -f1); do
      [[ -n $(find "/proc/$pid/fd" -lname "socket:\[$inode\]" 2>/dev/null) ]] && return 0
    done
  done
  return 1
}

# --- readiness -------------------------------------------------------------------------------

propfind_status() {
  local options=(-u "$user:$password")
  [[ $auth == digest ]] && options+=(--digest)
  [[ $scheme == https ]] && options+=(--cacert "$dir/cert.pem")
  curl --noproxy '*' -s -o /dev/null -m 10 -w '%{http_code}' -X PROPFIND -H 'Depth: 0' \
    "${options[@]}" "$1" || true
}

# wait_for SECONDS COMMAND...: polls; fails early when a launched process has ended.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    all_alive || return 1
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

answers() { [[ $(propfind_status "$home_url") == 207 ]]; }

# --- nginx and PHP ---------------------------------------------------------------------------

# nginx_conf: reads what belongs inside server { } (and after "---" inside http { }) from stdin.
nginx_conf() {
  local as_root='' body
  is_root && as_root='user root;'
  body=$(cat)
  mkdir -p "$dir/nginx"
  cat >"$dir/nginx.conf" <<CONF
worker_processes 1;
daemon off;
pid $dir/nginx.pid;
error_log $dir/nginx.log;
$as_root
events { worker_connections 256; }
http {
  access_log $dir/access.log;
  client_max_body_size 100m;
  client_body_temp_path $dir/nginx/body;
  proxy_temp_path $dir/nginx/proxy;
  fastcgi_temp_path $dir/nginx/fastcgi;
  uwsgi_temp_path $dir/nginx/uwsgi;
  scgi_temp_path $dir/nginx/scgi;
  server {
    listen 127.0.0.1:$port;
    $body
  }
}
CONF
}

launch_nginx() { launch nginx.out.log nginx -c "$dir/nginx.conf" -p "$dir" -e "$dir/nginx.log"; }

php_fpm() {
  local found
  found=$(compgen -G '/usr/sbin/php-fpm*' | sort -V | tail -n 1) || true
  [[ -n $found ]] || fail "php-fpm is not installed; run script/bootstrap"
  echo "$found"
}

# fpm_conf [LINE...]: a pool of its own on DIR/fpm.sock, with further lines of the pool section.
fpm_conf() {
  {
    printf '[global]\nerror_log = %s\ndaemonize = no\n' "$dir/fpm.log"
    printf '[web]\nlisten = %s\npm = static\npm.max_children = 8\n' "$dir/fpm.sock"
    is_root && printf 'user = root\ngroup = root\n'
    printf 'catch_workers_output = yes\nphp_admin_value[error_log] = %s\n' "$dir/php.log"
    printf 'php_admin_flag[log_errors] = on\nphp_admin_flag[display_errors] = off\n'
    printf '%s\n' "$@"
  } >"$dir/fpm.conf"
}

launch_fpm() {
  rm -f "$dir/fpm.sock"
  launch fpm.out.log "$(php_fpm)" --nodaemonize --allow-to-run-as-root --fpm-config "$dir/fpm.conf"
}

# md5 (apr1) lines, which nginx and radicale both read.
password_line() { printf '%s:%s\n' "$1" "$(openssl passwd -apr1 "$2")"; }
