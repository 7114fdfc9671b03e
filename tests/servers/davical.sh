# shellcheck shell=bash disable=SC2034,SC2154  # shares its variables with start
# DAViCal on a PostgreSQL cluster of its own (unix socket only), behind nginx and php-fpm.
# Started by root, PostgreSQL runs as the user postgres.

base_path=/caldav.php/
home_path=/caldav.php/ana/

postgres_bin() {
  local found
  found=$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1) || true
  [[ -n $found ]] || fail "postgresql is not installed; run script/bootstrap"
  dirname "$found"
}

as_postgres() {
  if is_root; then
    setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$dir/pg" "$@"
  else
    "$@"
  fi
}

davical_cluster() {
  [[ -f $dir/pg/data/PG_VERSION ]] && return
  mkdir -p "$dir/pg"
  is_root && chown postgres: "$dir/pg"
  (cd "$dir/pg" && as_postgres "$bin/initdb" -D "$dir/pg/data" -A trust -U postgres -E UTF8 \
    --locale=C.UTF-8 --no-sync) >>"$dir/initdb.log" 2>&1
}

# launch must see the server itself, so the change of user is part of the launched command.
davical_postgres() {
  local become=()
  is_root && become=(setpriv --reuid=postgres --regid=postgres --init-groups)
  (cd "$dir/pg" && launch postgres.log "${become[@]}" "$bin/postgres" -D "$dir/pg/data" \
    -k "$dir/pg" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=30)
  wait_for 30 "$bin/pg_isready" -q -h "$dir/pg" -U postgres
}

davical_database() {
  [[ -f $dir/database ]] && return
  (cd "$dir/pg" && as_postgres env PGHOST="$dir/pg" PGUSER=postgres TMPDIR="$dir/pg" \
    DBAOPTS="--dbhost $dir/pg" /usr/share/davical/dba/create-database.sh davical admin) \
    >>"$dir/database.log" 2>&1 || return 1
  "$bin/psql" -h "$dir/pg" -U davical_dba davical -v ON_ERROR_STOP=1 -q >>"$dir/database.log" 2>&1 <<'SQL'
INSERT INTO usr (user_no, active, email_ok, updated, username, password, fullname, email) VALUES
  (1001, true, now(), now(), 'ana', '**secret', 'Ana', 'ana@localhost'),
  (1002, true, now(), now(), 'bob', '**secret2', 'Bob', 'bob@localhost');
INSERT INTO principal (type_id, user_no, displayname, default_privileges) VALUES
  (1, 1001, 'Ana', 0::BIT(24)), (1, 1002, 'Bob', 0::BIT(24));
SQL
  touch "$dir/database"
}

# DAViCal includes /etc/davical/SERVER_NAME-conf.php. A server name that leads out of there lets
# several instances stand side by side and leaves no file behind; the file then names the host.
davical_web() {
  cat >"$dir/davical-conf.php" <<CONF
<?php
\$_SERVER['SERVER_NAME'] = '127.0.0.1';
\$c->domain_name = '127.0.0.1';
\$c->pg_connect[] = 'host=$dir/pg dbname=davical user=davical_app';
\$c->admin_email = 'admin@localhost';
\$c->system_name = 'tests';
\$c->enable_auto_schedule = false;
CONF
  # 8181: everything but notices and deprecations, which DAViCal has plenty of.
  fpm_conf 'php_admin_value[error_reporting] = 8181' 'php_admin_value[memory_limit] = 512M'
  nginx_conf <<CONF
    root /usr/share/davical/htdocs;
    rewrite ^/\.well-known/(.*)\$ /caldav.php/.well-known/\$1 last;
    location ~ ^(.+?\.php)(/.*)?\$ {
      fastcgi_split_path_info ^(.+?\.php)(/.*)?\$;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SERVER_NAME ../..$dir/davical;
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
      fastcgi_param PATH_INFO \$fastcgi_path_info;
      fastcgi_pass unix:$dir/fpm.sock;
      fastcgi_read_timeout 300;
    }
CONF
}

server_start() {
  local bin
  require nginx setpriv perl
  [[ -d /usr/share/davical/htdocs ]] || fail "davical is not installed; run script/bootstrap"
  open_to postgres
  bin=$(postgres_bin) || return 1
  davical_cluster && davical_postgres && davical_database || return 1
  davical_web
  launch_fpm
  launch_nginx
}
