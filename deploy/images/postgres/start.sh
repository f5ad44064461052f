#!/bin/bash
# Makes the data directory at the first start and the databases that are missing, then becomes the server.
#
# | variable | what |
# |---|---|
# | SLUICE_DATA | the folder of the volume; the data directory is made in it |
# | SLUICE_DATABASES | the databases, with spaces between |
# | SLUICE_PASSWORD_FILE | holds the password of the user postgres: letters and digits |
set -eu
: "${SLUICE_DATA:?is not set}" "${SLUICE_DATABASES:?is not set}" "${SLUICE_PASSWORD_FILE:?is not set}"
bin=$(echo /usr/lib/postgresql/*/bin)
data=$SLUICE_DATA/data
# A pod that is deleted by force may still run beside its successor. postmaster.pid does not show that, since each container
# counts its processes from 1; a lock on the volume does. The server inherits it.
exec 9>"$SLUICE_DATA/lock"
flock --wait 120 9 || { echo "another server still runs on this volume" >&2; exit 1; }
# Only with the mark is the directory whole: the first start may have been killed.
if [ ! -f "$data/databases-made" ]; then
  rm -rf "$data"
  "$bin/initdb" --pgdata "$data" --username postgres --pwfile "$SLUICE_PASSWORD_FILE" --auth-local trust \
    --auth-host scram-sha-256 --encoding UTF8 --locale C.UTF-8
  echo "host all all all scram-sha-256" >>"$data/pg_hba.conf"
  touch "$data/databases-made"
fi
# One statement a line. Nothing can connect meanwhile.
alone() { "$bin/postgres" --single -D "$data" postgres; }
present=$(echo 'SELECT datname FROM pg_database' | alone)
{
  # The volume outlives the Secret: after a new installation on it the password is the new one.
  printf "ALTER ROLE postgres PASSWORD '%s'\n" "$(tr -cd 'A-Za-z0-9' <"$SLUICE_PASSWORD_FILE")"
  # A later version may have more databases than the one that made the data directory.
  for database in $SLUICE_DATABASES; do
    case $present in *"datname = \"$database\""*) ;; *) printf 'CREATE DATABASE "%s"\n' "$database" ;; esac
  done
} | alone >/dev/null
exec "$bin/postgres" -D "$data" -k /tmp -c listen_addresses='*' -c max_connections=300
