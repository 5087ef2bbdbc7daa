#!/bin/sh
# For a new database: the role that owns the tables and the one that the platform works with, which can change no
# table and empty none. The embedded servers make the same two (servers/embedded.py).
set -eu
psql --set ON_ERROR_STOP=1 --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" \
  --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE platform_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE platform_app LOGIN PASSWORD :'app_password';
GRANT platform_app TO platform_owner;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
CREATE EXTENSION btree_gist;
ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO platform_app;
ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner GRANT USAGE, SELECT ON SEQUENCES TO platform_app;
ALTER DATABASE platform OWNER TO platform_owner;
SQL
