#!/bin/sh
# Run once by the database's own image: the role that owns the tables, and the one that the application runs as.
set -eu
psql --set=ON_ERROR_STOP=1 --set=owner="$INSYN_OWNER_PASSWORD" --set=app="$INSYN_APP_PASSWORD" --username=postgres <<'SQL'
CREATE ROLE insyn_owner LOGIN PASSWORD :'owner';
CREATE ROLE insyn_app LOGIN PASSWORD :'app';
CREATE DATABASE insyn OWNER insyn_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
REVOKE CONNECT ON DATABASE insyn FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE insyn TO insyn_app;
SQL
