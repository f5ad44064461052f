#!/bin/bash
# Makes the Secrets of the evaluation profile before its first installation. It runs in a Job whose role may create Secrets.
# Once the signing key exists, all Secrets stay as they are; keys that earlier versions did not have are added.
# Labels and annotations let Helm take the Secrets into the release.
set -eu
account=/var/run/secrets/kubernetes.io/serviceaccount
folder=/tmp/keys
umask 077

api() { # path below the namespace, then more of curl: prints the status
  local path=$1
  shift
  curl --silent --show-error --max-time 10 --retry 20 --retry-connrefused --retry-delay 1 --cacert $account/ca.crt \
    --header "Authorization: Bearer $(cat $account/token)" --output /tmp/answer --write-out '%{http_code}' \
    "https://kubernetes.default.svc/api/v1/namespaces/$NAMESPACE/$path" "$@"
}
fill() { # name, then key=file…
  local name=$NAME-$1 pair status
  shift
  for pair in "$@"; do
    jq --null-input --arg key "${pair%%=*}" --arg value "$(base64 -w 0 "$folder/${pair#*=}")" '{($key): $value}'
  done | jq --slurp --arg name "$name" --arg release "$RELEASE" --arg namespace "$NAMESPACE" '{
    apiVersion: "v1", kind: "Secret", type: "Opaque", data: add,
    metadata: {name: $name, labels: {"app.kubernetes.io/managed-by": "Helm"},
      annotations: {"meta.helm.sh/release-name": $release, "meta.helm.sh/release-namespace": $namespace}}}' >/tmp/secret.json
  api "secrets/$name" --request DELETE >/dev/null
  status=$(api secrets --request POST --header 'Content-Type: application/json' --data @/tmp/secret.json)
  [ "$status" = 201 ] || { echo "$name cannot be made: $status $(jq --raw-output .message /tmp/answer)"; exit 1; }
  echo "made $name"
}

make_files() { # what the folder lacks; nobody replaces these tokens
  /srv/sluice/make-secrets.sh --days 365 --sftp-host "$SFTP_HOST" --issuer "$ISSUER" --audience "$AUDIENCE" "$folder"
}

read_secret() { # name: into /tmp/answer
  local status
  status=$(api "secrets/$1")
  [ "$status" = 200 ] || { echo "$1 cannot be read: $status $(jq --raw-output .message /tmp/answer)"; exit 1; }
}
has() { # key… of the Secret in /tmp/answer
  jq --exit-status '.data as $data | all($ARGS.positional[]; $data[.])' /tmp/answer --args "$@" >/dev/null
}
add() { # name, then key=file…
  local name=$1 pair status
  shift
  for pair in "$@"; do
    jq --null-input --arg key "${pair%%=*}" --rawfile value "$folder/${pair#*=}" '{($key): $value}'
  done | jq --slurp '{stringData: add}' >/tmp/patch.json
  status=$(api "secrets/$name" --request PATCH --header 'Content-Type: application/merge-patch+json' --data @/tmp/patch.json)
  [ "$status" = 200 ] || { echo "$name cannot be changed: $status $(jq --raw-output .message /tmp/answer)"; exit 1; }
  echo "added ${*%%=*} to $name"
}

make_further_files() { # with tokens of the key that signs
  [ ! -f $folder/private.pem ] || return 0
  mkdir -p "$folder"
  read_secret "$NAME-signing-key"
  jq --raw-output '.data["private.pem"] | @base64d' /tmp/answer >$folder/private.pem
  make_files
}

# For installations from before validators had a user of their own, and from before there was data-service. A Secret that is
# new in a later version cannot be made here: see templates/keys/uploadkeys.yaml.
add_what_is_missing() {
  # The folder outlives a container that failed.
  rm -rf "$folder"
  read_secret "$NAME-sftp-service-key"
  has validator-private validator-public || {
    make_further_files
    add "$NAME-sftp-service-key" validator-private=validator_ssh validator-public=validator_ssh.pub
  }
  read_secret "$NAME-service-tokens"
  has data-service || {
    make_further_files
    add "$NAME-service-tokens" data-service=data-service
  }
}

# The tokens stand and fall with the key that signed them. So the key is written last, and what a killed Job has left without
# a key is made again.
status=$(api "secrets/$NAME-signing-key")
if [ "$status" = 404 ]; then
  make_files
  openssl rand -hex 16 | tr -d '\n' >$folder/password
  printf postgres >$folder/postgres
  openssl rand -hex 10 | tr -d '\n' >$folder/access-key-id
  openssl rand -hex 20 | tr -d '\n' >$folder/secret-access-key
  cat >$folder/s3proxy.properties <<PROPERTIES
s3proxy.endpoint=http://0.0.0.0:9000
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=$(cat $folder/access-key-id)
s3proxy.credential=$(cat $folder/secret-access-key)
s3proxy.v4-max-non-chunked-request-size=1073741824
jclouds.provider=filesystem-nio2
jclouds.identity=unused
jclouds.credential=unused
jclouds.filesystem.basedir=/data/buckets
PROPERTIES
  fill postgresql username=postgres password=password
  fill object-store access-key-id=access-key-id secret-access-key=secret-access-key \
    s3proxy.properties=s3proxy.properties
  fill sftp-host-keys ssh_host_ed25519_key=ssh_host_ed25519_key ssh_host_ecdsa_key=ssh_host_ecdsa_key \
    ssh_host_rsa_key=ssh_host_rsa_key known_hosts=known_hosts
  fill sftp-service-key private=private_ssh public=private_ssh.pub \
    validator-private=validator_ssh validator-public=validator_ssh.pub
  fill service-tokens job-service=job-service validator-service=validator-service data-service=data-service \
    sftp-server=sftp-server
  fill admin-token token=token
  fill signing-key private.pem=private.pem public.pem=public.pem
elif [ "$status" = 200 ]; then
  add_what_is_missing
else
  echo "the Secrets cannot be read: $status $(jq --raw-output .message /tmp/answer)"
  exit 1
fi
echo "all keys are there"
