#!/bin/sh
# Run once by the image of PostgreSQL, for a new database: the role as which the app runs. What it may do is granted by
# "store migrate --app-role affiliates".
set -eu
psql --quiet --set ON_ERROR_STOP=1 --set password="$APP_PASSWORD" --username postgres --dbname affiliates <<'SQL'
CREATE ROLE affiliates LOGIN PASSWORD :'password';
REVOKE ALL ON DATABASE affiliates FROM PUBLIC;
GRANT CONNECT ON DATABASE affiliates TO affiliates;
SQL
