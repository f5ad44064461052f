#!/bin/bash
# Process 1 of the SFTP pod, in the image and below run-local.sh. It starts rsyslogd, two sshd and the agent, which keeps
# accounts, seals claimed uploads and writes the ledger. When rsyslogd or the agent ends, this script starts it again and no
# session notices. When an sshd ends, the pod ends.
set -u
umask 022
export LC_ALL=C.UTF-8

home=/srv/sluice
run=$home/run
port=${SLUICE_SFTP_PORT:-2222}
service_port=${SLUICE_SFTP_SERVICE_PORT:-2223}
drain_seconds=${SLUICE_SFTP_DRAIN_SECONDS:-10}
: "${SLUICE_SCHEMA_SERVICE_URL:?is not set, expected the address of schema-service, e.g. http://schema-service:8080}"
: "${SLUICE_SERVICE_TOKEN_FILE:?is not set, expected the file that holds a token of role sftp-server}"
: "${SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE:?is not set, expected the public key of the user sluice-service}"
: "${SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE:?is not set, expected the public key of the user sluice-validator}"

say() { echo "sftp pod: $*" >&2; }
fail() { say "$*"; exit 1; }

for kind in ed25519 ecdsa rsa; do
  key=$home/host-keys/ssh_host_${kind}_key
  [ -r "$key" ] || fail "$key is missing, expected the host keys ed25519, ecdsa and rsa there; make-host-keys.sh makes them"
done
[ "$(stat -c %u:%a $home/volume)" = 0:755 ] || {
  chown 0:0 $home/volume && chmod 755 $home/volume || fail "$home/volume must belong to root with mode 755, or sshd refuses every log-in"
}

mkdir -p "$run/keys" "$run/service-keys" $home/volume/accounts
# Kubernetes mounts empty folders with mode 777; sshd trusts no key below such a folder.
chmod 755 "$run" "$run/keys" "$run/service-keys" /var/lib/extrausers
mkdir -p /run/sshd
mkdir -p -m 700 $home/volume/.agent
# Each run of the server has a new name, because the handles of previous runs are gone. sshd's messages about files lie on
# the volume, so that the agent can still record what a run said right before it was killed.
generation=$(cat /proc/sys/kernel/random/uuid)
echo "$generation" >"$run/generation"
spool=$home/volume/.agent/spools/$generation
if ! mkdir -p -m 700 "$home/volume/.agent/spools" "$spool"; then
  spool=$run/spool-in-pod
  mkdir -p -m 700 "$spool"
  say "the volume has no room for the log of file requests, it lies in the pod until the next start; if the pod is killed, an administrator confirms uploads of this time"
fi
ln -sfn "$spool" "$run/spool"
# The spool has room of its own, so that it can grow while the volume is full; the agent keeps it so (SpoolReserve).
(umask 077 && : >>"$run/spool/sftp.log")
fallocate --keep-size --length 4MiB "$run/spool/sftp.log" || say "the volume has no room or no reserves for the log of file requests"
rm -f "$run"/sshd.* "$run/rsyslogd.pid" $home/volume/.agent/log

forever() { # name command...: starts it again whenever it ends
  local name=$1 child=
  shift
  trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 0' TERM
  while true; do
    "$@" &
    child=$!
    wait "$child"
    say "$name ended with status $?, starting it again"
    sleep 1
  done
}

forever rsyslogd rsyslogd -n -f $home/etc/rsyslog.conf -i "$run/rsyslogd.pid" &
log=$!
forever agent "$home/jre/bin/java" -Xmx64m -XX:+ExitOnOutOfMemoryError -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
  --enable-native-access=ALL-UNNAMED -cp "$home/agent/classes:$home/agent/lib/*" io.sluice.agent.AgentMain &
agent=$!

# sshd's messages about tenants go to the pod's log and, each line with its time, to a file. From this file the agent makes
# /ledger/log-ins.log. The file and its predecessor hold 2 MiB at most. Descriptor 3 keeps the pipe open while its reader
# starts again.
keep_log() {
  local line size
  umask 077
  size=$(stat -c %s "$run/sshd.log" 2>/dev/null || echo 0)
  while IFS= read -r line; do
    printf '%s\n' "$line" >&2
    printf '%s %s\n' "$EPOCHREALTIME" "$line" >>"$run/sshd.log"
    size=$((size + ${#line} + 18))
    if [ "$size" -ge 1048576 ]; then
      mv -f "$run/sshd.log" "$run/sshd.log.1"
      size=0
    fi
  done <&3
}
mkfifo -m 600 "$run/sshd.pipe"
exec 3<>"$run/sshd.pipe"
forever "the log of sshd" keep_log &

sshd() { /usr/sbin/sshd -D -e -f "$home/etc/$1" -p "$2" 3>&- & }
for config in sshd_tenants.conf sshd_service.conf; do
  /usr/sbin/sshd -t -f "$home/etc/$config" || fail "sshd refuses $config"
done
sshd sshd_tenants.conf "$port" 2>&3
tenants=$!
sshd sshd_service.conf "$service_port"
service=$!

# The services' own sessions last as long as the server and may break off at any moment.
tenants_at_work() { pgrep -a -f '^sshd: .*@' | grep -qvE 'sshd: sluice-(service|validator)@'; }

stop() {
  trap '' TERM INT
  say "stopping: no new log-ins, tenants' sessions have $drain_seconds s"
  kill -TERM $tenants $service 2>/dev/null
  for ((i = 0; i < drain_seconds * 10; i++)); do
    tenants_at_work || break
    sleep 0.1
  done
  # End only the process that holds the connection: then each internal-sftp still logs which files it had open.
  pkill -TERM -f '^sshd: .*@notty' && sleep 0.5
  kill -TERM $agent 2>/dev/null && wait $agent
  kill -TERM $log 2>/dev/null && wait $log
  exit "$1"
}
trap 'stop 0' TERM INT
wait -n $tenants $service
say "an sshd ended, so the pod ends"
stop 1
