# shellcheck shell=bash disable=SC2034,SC2154  # shares its variables with start
# sabre/dav of the distribution (1.8: no sync-collection) on SQLite, behind nginx and php-fpm.

home_path=/calendars/ana/

server_start() {
  require nginx php
  [[ -f $dir/calendars.sqlite ]] || SABRE_DIR=$dir php "$here/sabre.php" >>"$dir/php.log" 2>&1 || return 1
  fpm_conf
  launch_fpm
  nginx_conf <<CONF
    location = /.well-known/caldav { return 301 /; }
    location / {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $here/sabre.php;
      fastcgi_param SCRIPT_NAME "";
      fastcgi_param PATH_INFO "";
      fastcgi_param SABRE_DIR $dir;
      fastcgi_param SABRE_AUTH $auth;
      fastcgi_pass unix:$dir/fpm.sock;
    }
CONF
  launch_nginx
}
