#!/bin/sh
# The exporter's own role: it reads statistics, and no table of the application. PostgreSQL's image
# runs this once, when it makes the database. Temporary tables are taken from PUBLIC, which the
# exporter is part of; the owner of the database keeps them.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_EXPORTER_PASSWORD" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE exporter LOGIN PASSWORD :'password' CONNECTION LIMIT 3;
ALTER ROLE exporter SET default_transaction_read_only = on;
GRANT pg_monitor TO exporter;
REVOKE TEMPORARY ON DATABASE :"DBNAME" FROM PUBLIC;
SQL
