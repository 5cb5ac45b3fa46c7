#!/bin/sh
# The exporter's own role: it may read statistics and nothing else. PostgreSQL's image runs this
# once, when it makes the database.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_EXPORTER_PASSWORD" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE exporter LOGIN PASSWORD :'password' CONNECTION LIMIT 3;
GRANT pg_monitor TO exporter;
SQL
