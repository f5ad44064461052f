#!/bin/bash
# Backs up an installation of the chart and restores it; docs/operations/backup.md says when and how.
#   backup.sh stop NAMESPACE RELEASE             ends all services in an order that leaves nothing in Kafka alone
#   backup.sh save NAMESPACE RELEASE FOLDER      writes the parts below into the folder; needs a stopped installation
#   backup.sh restore NAMESPACE RELEASE FOLDER   replaces the parts by the folder's; needs a stopped, newly installed one
#   backup.sh start NAMESPACE RELEASE            starts what stop ended
#
# | file | part | where |
# |---|---|---|
# | secrets.json | keys and tokens | evaluation; in production they are yours |
# | volume.tar | the SFTP volume, with owners, modes and times | everywhere |
# | schemas.dump, jobs.dump, mails.dump, batches.dump, data.dump | PostgreSQL | evaluation |
# | objects.tar | the object store | evaluation |
#
# Needs kubectl and jq.
set -euo pipefail
usage() { sed -n '2,/^set -eu/{/^#/{s/^# \{0,1\}//;p}}' "$0" >&2; exit 2; }
fail() { echo "backup.sh: $*" >&2; exit 1; }

command=${1:-} namespace=${2:-} release=${3:-} folder=${4:-}
case $command in
  stop | start) [ $# = 3 ] || usage ;;
  save | restore) [ $# = 4 ] || usage ;;
  *) usage ;;
esac
k() { kubectl -n "$namespace" "$@"; }
first="sftp sftp-watcher validator-service batch-service data-service"
last="job-service notifier-service schema-service"
databases="schemas jobs mails batches data"

# The name of a component's Deployment or StatefulSet; nothing if there is none.
workload() { k get deployments,statefulsets -l "app.kubernetes.io/instance=$release,app.kubernetes.io/component=$1" -o name; }
saved=sluice.io/replicas-before-backup

stop() {
  local component name
  for component in "$@"; do
    name=$(workload "$component")
    [ -n "$name" ] || fail "there is no $component of the release $release in $namespace"
    [ "$(k get "$name" -o 'jsonpath={.spec.replicas}')" = 0 ] ||
      k annotate --overwrite "$name" "$saved=$(k get "$name" -o 'jsonpath={.spec.replicas}')" >/dev/null
    k scale "$name" --replicas 0 >/dev/null
  done
  for component in "$@"; do
    k wait --for=delete pod -l "app.kubernetes.io/instance=$release,app.kubernetes.io/component=$component" --timeout=180s >/dev/null
  done
}

start() {
  local component name
  for component in "$@"; do
    name=$(workload "$component")
    k scale "$name" --replicas "$(k get "$name" -o json | jq -r --arg key "$saved" '.metadata.annotations[$key] // "1"')" >/dev/null
  done
  for component in "$@"; do k rollout status "$(workload "$component")" --timeout=300s; done
}

stopped() {
  local component
  for component in $first $last; do
    [ "$(k get "$(workload "$component")" -o 'jsonpath={.spec.replicas}')" = 0 ] || fail "$component runs, expected backup.sh stop before"
  done
}

# A pod of its own, since the SFTP pod is stopped. It may read and write what belongs to any tenant.
open_volume() {
  sftp=$(workload sftp)
  volume=${sftp#*/}-backup
  trap close_volume EXIT
  jq --null-input --arg name "$volume" --arg image "$(k get "$sftp" -o 'jsonpath={.spec.template.spec.containers[0].image}')" \
    --arg claim "data-${sftp#*/}-0" '{apiVersion: "v1", kind: "Pod", metadata: {name: $name}, spec: {
      automountServiceAccountToken: false, restartPolicy: "Never", terminationGracePeriodSeconds: 0,
      securityContext: {runAsUser: 0, seccompProfile: {type: "RuntimeDefault"}},
      containers: [{name: "backup", image: $image, command: ["/bin/sleep", "infinity"],
        securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false,
          capabilities: {drop: ["ALL"], add: ["CHOWN", "DAC_OVERRIDE", "FOWNER"]}},
        volumeMounts: [{name: "data", mountPath: "/volume"}]}],
      volumes: [{name: "data", persistentVolumeClaim: {claimName: $claim}}]}}' | k apply -f - >/dev/null
  k wait --for=condition=Ready "pod/$volume" --timeout=120s >/dev/null
}
close_volume() { k delete pod "$volume" --ignore-not-found --wait=false >/dev/null; }

# Times to the nanosecond and attributes count: Sluice compares them, and the object store keeps its own in attributes.
tar_options="--format=posix --numeric-owner --xattrs --xattrs-include=* --sparse"

save() {
  local postgresql objects database
  mkdir -p "$folder"
  chmod 700 "$folder"
  k get secrets -l "app.kubernetes.io/instance=$release" -o json | jq '{apiVersion: "v1", kind: "List", items: [.items[] | .metadata |= {name, labels, annotations}]}' >"$folder/secrets.json"
  [ "$(jq '.items | length' "$folder/secrets.json")" != 0 ] || { rm "$folder/secrets.json"; echo "the release has no Secrets of its own: keep yours"; }
  open_volume
  # Sockets are not kept: rsyslogd and the agent make them.
  k exec "$volume" -- tar $tar_options -C /volume --warning=no-file-ignored -cf - . >"$folder/volume.tar"
  echo "saved the SFTP volume: $(du -h "$folder/volume.tar" | cut -f 1)"
  postgresql=$(workload postgresql)
  for database in $databases; do
    [ -n "$postgresql" ] || { echo "PostgreSQL is yours: save it now with its own tools"; break; }
    k exec "$postgresql" -- pg_dump -h /tmp -U postgres -Fc "$database" >"$folder/$database.dump"
    echo "saved the database $database: $(du -h "$folder/$database.dump" | cut -f 1)"
  done
  objects=$(workload object-store)
  [ -n "$objects" ] || { echo "the object store is yours: save it now with its own tools"; return; }
  k exec "$objects" -c object-store -- tar $tar_options -C /data/buckets -cf - . >"$folder/objects.tar"
  echo "saved the object store: $(du -h "$folder/objects.tar" | cut -f 1)"
}

restore() {
  local postgresql objects database
  [ -f "$folder/volume.tar" ] || fail "$folder/volume.tar is missing"
  open_volume
  k exec "$volume" -- find /volume -mindepth 1 -delete
  k exec -i "$volume" -- tar $tar_options -C /volume -xpf - <"$folder/volume.tar"
  echo "restored the SFTP volume"
  postgresql=$(workload postgresql)
  for database in $databases; do
    [ -f "$folder/$database.dump" ] || continue
    k exec "$postgresql" -- psql -q -h /tmp -U postgres -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" -c "CREATE DATABASE $database"
    k exec -i "$postgresql" -- pg_restore -h /tmp -U postgres --exit-on-error -d "$database" <"$folder/$database.dump"
    echo "restored the database $database"
  done
  # Kafka is empty, so what waited in it is published again: accounts, revocations, batches, their outcomes.
  sql() { # database, statements
    [ ! -f "$folder/$1.dump" ] || printf '%s;\n' "${@:2}" | k exec -i "$postgresql" -- psql -h /tmp -U postgres -v ON_ERROR_STOP=1 -d "$1"
  }
  sql schemas "UPDATE accounts SET announced_version = 0" "UPDATE platform SET announced_version = -1"
  sql batches "UPDATE batch SET announced = false WHERE state IN ('stored', 'processing')" "UPDATE traffic SET published_version = 0"
  # Older ones are long known, and mails about them may be forgotten.
  sql data "UPDATE batch_outcome SET published = false WHERE finished_at > (SELECT max(finished_at) FROM batch_outcome) - interval '7 days'"
  objects=$(workload object-store)
  if [ -f "$folder/objects.tar" ]; then
    k exec "$objects" -c object-store -- find /data/buckets -mindepth 1 -delete
    k exec -i "$objects" -c object-store -- tar $tar_options -C /data/buckets -xpf - <"$folder/objects.tar"
    echo "restored the object store"
  fi
}

case $command in
  stop)
    stop $first
    # What was published last reaches the databases before their services end.
    sleep 10
    stop $last
    ;;
  save) stopped && save ;;
  restore) stopped && restore ;;
  start)
    # After a restore schema-service publishes accounts and revocations again. The others read them before they let
    # anybody in.
    start schema-service
    start job-service notifier-service $first
    ;;
esac
