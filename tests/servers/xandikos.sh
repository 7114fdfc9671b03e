# shellcheck shell=bash disable=SC2034,SC2154  # shares its variables with start
# Xandikos keeps a git repository for each collection and knows no users; nginx asks for the password.

home_path=/ana/calendars/

server_start() {
  require xandikos nginx
  mkdir -p "$dir/data"
  password_line ana secret >"$dir/users"
  # dulwich signs each commit with the name it finds; a fresh machine has none.
  export HOME=$dir EMAIL=ana@localhost
  export GIT_AUTHOR_NAME=ana GIT_AUTHOR_EMAIL=$EMAIL GIT_COMMITTER_NAME=ana GIT_COMMITTER_EMAIL=$EMAIL
  rm -f "$dir/http.sock"
  launch xandikos.log /usr/bin/xandikos --directory "$dir/data" --defaults \
    --current-user-principal /ana/ --listen-address "$dir/http.sock"
  nginx_conf <<CONF
    auth_basic calendars;
    auth_basic_user_file $dir/users;
    location / {
      proxy_pass http://unix:$dir/http.sock;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host \$http_host;
      proxy_set_header Authorization "";
      proxy_buffering off;
    }
CONF
  launch_nginx
}
