#!/bin/bash
# Runs the SFTP pod's files on this machine as root, without containers: in its own mount and process namespaces, with the
# folders bound where the image has them. The machine's own users, files and sshd stay untouched. Several instances can run
# side by side. An instance ends with this script, however the script ends.
set -eu
# The caller's umask may hide new files; here other users must be able to read them.
umask 022

usage() {
  cat >&2 <<'USAGE'
run-local.sh --port PORT --service-port PORT --volume FOLDER --schema-service-url URL
             (--service-token TOKEN | --service-token-file FILE)
             --service-public-key FILE --validator-public-key FILE --host-keys FOLDER
             [--agent FOLDER] [--java-home FOLDER] [--drain-seconds N]
  --port          where tenants log in
  --service-port  where sluice-service and sluice-validator log in
  --volume        the SFTP volume; becomes root's
  --host-keys     made there if missing
  --agent         the build output of sftp-agent (default: sftp-agent/target of this checkout)
USAGE
  exit 2
}

here=$(cd "$(dirname "$0")" && pwd)

inside() { # mounts, then becomes the pod
  root=$SLUICE_LOCAL_ROOT
  mount -t tmpfs -o mode=0755 tmpfs "$root"
  mkdir -p "$root"/sluice/{volume,host-keys,etc,agent,jre,run,inputs}
  # Open to all, as Kubernetes mounts empty folders.
  mount -t tmpfs -o mode=0777 tmpfs "$root/sluice/run"
  mount -t tmpfs -o mode=0777 tmpfs /var/lib/extrausers
  mount --bind "$SLUICE_LOCAL_VOLUME" "$root/sluice/volume"
  mount --bind "$SLUICE_LOCAL_HOST_KEYS" "$root/sluice/host-keys"
  mount --bind "$here/etc" "$root/sluice/etc"
  mount --bind "$SLUICE_LOCAL_AGENT" "$root/sluice/agent"
  mount --bind "$SLUICE_LOCAL_JAVA_HOME" "$root/sluice/jre"
  install -m 644 "$SLUICE_LOCAL_PUBLIC_KEY" "$root/sluice/inputs/service.pub"
  install -m 644 "$SLUICE_LOCAL_VALIDATOR_KEY" "$root/sluice/inputs/validator.pub"
  install -m 755 "$here/entrypoint.sh" "$root/sluice/entrypoint.sh"
  mkdir "$root/sluice/inputs/token"
  if [ -n "$SLUICE_LOCAL_TOKEN_FILE" ]; then
    # The folder, not the file: a token that replaces this one is seen, as in a mounted Secret.
    mount --bind "$(dirname "$SLUICE_LOCAL_TOKEN_FILE")" "$root/sluice/inputs/token"
    token=$(basename "$SLUICE_LOCAL_TOKEN_FILE")
  else
    (umask 077 && printf '%s' "$SLUICE_LOCAL_TOKEN" >"$root/sluice/inputs/token/token")
    token=token
  fi
  ca_file=
  if [ -n "${SLUICE_CA_FILE:-}" ]; then
    ca_file=/srv/sluice/inputs/ca.crt
    install -m 644 "$SLUICE_CA_FILE" "$root/sluice/inputs/ca.crt"
  fi
  mount --bind "$here/etc/nsswitch.conf" /etc/nsswitch.conf
  mount --bind "$here/etc/pam.d/sshd" /etc/pam.d/sshd
  mount -t tmpfs -o mode=0755 tmpfs /var/log
  mount --rbind "$root" /srv
  cd /
  # Exactly the capabilities that the pod has.
  caps=-all
  while read -r capability; do caps+=",+$capability"; done < <(grep -v '^#' "$here/capabilities")
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    SLUICE_SFTP_PORT="$SLUICE_SFTP_PORT" SLUICE_SFTP_SERVICE_PORT="$SLUICE_SFTP_SERVICE_PORT" \
    SLUICE_SFTP_DRAIN_SECONDS="$SLUICE_SFTP_DRAIN_SECONDS" \
    SLUICE_SCHEMA_SERVICE_URL="$SLUICE_SCHEMA_SERVICE_URL" SLUICE_CA_FILE="$ca_file" \
    SLUICE_SERVICE_TOKEN_FILE="/srv/sluice/inputs/token/$token" \
    SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE=/srv/sluice/inputs/service.pub \
    SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE=/srv/sluice/inputs/validator.pub \
    setpriv --bounding-set "$caps" --inh-caps -all /bin/bash /srv/sluice/entrypoint.sh
}

if [ "${1:-}" = --inside ]; then
  inside
fi

export SLUICE_SFTP_PORT='' SLUICE_SFTP_SERVICE_PORT='' SLUICE_SFTP_DRAIN_SECONDS=10 SLUICE_SCHEMA_SERVICE_URL=''
export SLUICE_LOCAL_VOLUME='' SLUICE_LOCAL_HOST_KEYS='' SLUICE_LOCAL_PUBLIC_KEY='' SLUICE_LOCAL_VALIDATOR_KEY=''
export SLUICE_LOCAL_TOKEN='' SLUICE_LOCAL_TOKEN_FILE=''
export SLUICE_LOCAL_AGENT="$here/../../sftp-agent/target" SLUICE_LOCAL_JAVA_HOME=${JAVA_HOME:-}
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case $1 in
    --port) SLUICE_SFTP_PORT=$2 ;;
    --service-port) SLUICE_SFTP_SERVICE_PORT=$2 ;;
    --volume) SLUICE_LOCAL_VOLUME=$2 ;;
    --schema-service-url) SLUICE_SCHEMA_SERVICE_URL=$2 ;;
    --service-token) SLUICE_LOCAL_TOKEN=$2 ;;
    --service-token-file) SLUICE_LOCAL_TOKEN_FILE=$2 ;;
    --service-public-key) SLUICE_LOCAL_PUBLIC_KEY=$2 ;;
    --validator-public-key) SLUICE_LOCAL_VALIDATOR_KEY=$2 ;;
    --host-keys) SLUICE_LOCAL_HOST_KEYS=$2 ;;
    --agent) SLUICE_LOCAL_AGENT=$2 ;;
    --java-home) SLUICE_LOCAL_JAVA_HOME=$2 ;;
    --drain-seconds) SLUICE_SFTP_DRAIN_SECONDS=$2 ;;
    *) usage ;;
  esac
  shift 2
done
for value in "$SLUICE_SFTP_PORT" "$SLUICE_SFTP_SERVICE_PORT" "$SLUICE_LOCAL_VOLUME" "$SLUICE_SCHEMA_SERVICE_URL" \
  "$SLUICE_LOCAL_TOKEN$SLUICE_LOCAL_TOKEN_FILE" "$SLUICE_LOCAL_PUBLIC_KEY" "$SLUICE_LOCAL_VALIDATOR_KEY" "$SLUICE_LOCAL_HOST_KEYS"; do
  [ -n "$value" ] || usage
done
[ "$(id -u)" = 0 ] || { echo "run-local.sh: OpenSSH's chroots need root; the embedded SFTP server does not" >&2; exit 1; }
"$here/install-packages.sh"
[ -x "$SLUICE_LOCAL_JAVA_HOME/bin/java" ] || { echo "run-local.sh: no java in '$SLUICE_LOCAL_JAVA_HOME/bin', expected a JDK 25: give --java-home or JAVA_HOME" >&2; exit 1; }
[ -d "$SLUICE_LOCAL_AGENT/lib" ] || { echo "run-local.sh: $SLUICE_LOCAL_AGENT/lib is missing: build the module sftp-agent once" >&2; exit 1; }
mkdir -p "$SLUICE_LOCAL_VOLUME" "$SLUICE_LOCAL_HOST_KEYS" /run/sshd
"$here/make-host-keys.sh" "$SLUICE_LOCAL_HOST_KEYS"

SLUICE_LOCAL_ROOT=$(mktemp -d)
export SLUICE_LOCAL_ROOT
# When this script is killed in any way, the kernel ends the namespace and every process in it.
setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --mount-proc --kill-child=KILL "$0" --inside &
unshared=$!
stop() {
  trap '' TERM INT
  pkill -TERM -P $unshared 2>/dev/null || true
}
trap stop TERM INT
status=0
while kill -0 $unshared 2>/dev/null; do
  wait $unshared && status=0 || status=$?
done
rmdir "$SLUICE_LOCAL_ROOT" 2>/dev/null || true
exit $status
