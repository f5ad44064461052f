#!/bin/bash
# Makes the keys and tokens of an installation, which the chart takes from Secrets:
#   make-secrets.sh --sftp-host HOST FOLDER              into the folder, one file for each key
#   make-secrets.sh --sftp-host HOST --manifest NAME     as Secrets for kubectl apply; their names begin with NAME
# What the folder has already stays as it is.
#
# | Secret | keys | who mounts it |
# |---|---|---|
# | NAME-signing-key | private.pem, public.pem | schema-service the first, every service the second |
# | NAME-service-tokens | job-service, validator-service, data-service, sftp-server | each its own; schema-service all, to list them |
# | NAME-upload-keys | signing-key | batch-service, which signs upload addresses with it |
# | NAME-admin-token | token | schema-service, which lists it; the platform team and helm test read it |
# | NAME-sftp-service-key | private, public, validator-private, validator-public | sftp-watcher the first, validator-service the third, the SFTP pod the public ones |
# | NAME-sftp-host-keys | ssh_host_{ed25519,ecdsa,rsa}_key, known_hosts | the SFTP pod the keys; known_hosts who logs in there |
#
# Options: --sftp-host HOST  the host by which the services reach the SFTP pod: RELEASE-sftp-0.RELEASE-sftp
#          --sftp-port PORT  its port (2223)
#          --issuer URL, --audience TEXT  in the tokens (https://sluice.local, sluice), as in the chart's values
#          --days N          how long the services' tokens last (90); the administrator's lasts 7 days
# Needs openssl and ssh-keygen.
set -eu
umask 077

usage() { sed -n '2,/^set -eu/{/^#/{s/^# \{0,1\}//;p}}' "$0" >&2; exit 2; }

sftp_host='' sftp_port=2223 issuer=https://sluice.local audience=sluice days=90 manifest='' folder=''
while [ $# -gt 0 ]; do
  case $1 in
    --sftp-host | --sftp-port | --issuer | --audience | --days | --manifest)
      [ $# -ge 2 ] || usage
      variable=${1#--}
      printf -v "${variable//-/_}" %s "$2"
      shift 2
      ;;
    -*) usage ;;
    *) folder=$1; shift ;;
  esac
done
[ -n "$sftp_host" ] || usage
[ -n "$folder" ] || [ -n "$manifest" ] || usage
if [ -z "$folder" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"

base64_url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

key_id() { # as schema-service names the key: RFC 7638
  local modulus
  modulus=$(openssl rsa -in "$folder/private.pem" -noout -modulus)
  # shellcheck disable=SC2059 # the bytes that the hexadecimal digits stand for
  printf '{"e":"AQAB","kty":"RSA","n":"%s"}' \
    "$(printf "$(printf %s "${modulus#Modulus=}" | sed 's/../\\x&/g')" | base64_url)" |
    openssl dgst -sha256 -binary | base64_url
}

token() { # name, role, user id, days
  local now body
  now=$(date +%s)
  body=$(printf '{"alg":"RS256","typ":"JWT","kid":"%s"}' "$(key_id)" | base64_url).$(
    printf '{"iss":"%s","aud":"%s","sub":"%s","upn":"%s","jti":"%s","iat":%d,"exp":%d,"groups":["%s"],"uid":%d}' \
      "$issuer" "$audience" "$1" "$1" "$(openssl rand -hex 16)" "$now" $((now + $4 * 86400)) "$2" "$3" | base64_url)
  printf '%s.%s' "$body" "$(printf %s "$body" | openssl dgst -sha256 -sign "$folder/private.pem" -binary | base64_url)"
}

make() { # file, command...: its output, at once or not at all
  [ ! -s "$folder/$1" ] || return 0
  "${@:2}" >"$folder/.draft"
  mv "$folder/.draft" "$folder/$1"
}

make private.pem openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:3072
make public.pem openssl pkey -in "$folder/private.pem" -pubout
for service in job-service validator-service data-service sftp-server; do
  make $service token $service $service 0 "$days"
done
make token token platform-team admin 1 7
upload_key() { openssl rand -hex 32 | tr -d '\n'; }
make upload-key upload_key
key() { # name, arguments of ssh-keygen
  [ -s "$folder/$1" ] || ssh-keygen -q -N '' -C sluice -f "$folder/$1" "${@:2}"
}
key private_ssh -t ed25519
key validator_ssh -t ed25519
for kind in ed25519 ecdsa rsa; do
  key ssh_host_${kind}_key -t $kind
done
known_hosts() {
  local kind
  for kind in ed25519 ecdsa rsa; do
    printf '[%s]:%s %s\n' "$sftp_host" "$sftp_port" "$(cut -d ' ' -f 1,2 "$folder/ssh_host_${kind}_key.pub")"
  done
}
make known_hosts known_hosts
[ -n "$manifest" ] || exit 0

secret() { # name, then key=file…
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s-%s\ntype: Opaque\ndata:\n' "$manifest" "$1"
  shift
  local pair
  for pair in "$@"; do
    printf '  %s: %s\n' "${pair%%=*}" "$(openssl base64 -A -in "$folder/${pair#*=}")"
  done
}
secret signing-key private.pem=private.pem public.pem=public.pem
secret service-tokens job-service=job-service validator-service=validator-service data-service=data-service \
  sftp-server=sftp-server
secret upload-keys signing-key=upload-key
secret admin-token token=token
secret sftp-service-key private=private_ssh public=private_ssh.pub \
  validator-private=validator_ssh validator-public=validator_ssh.pub
secret sftp-host-keys ssh_host_ed25519_key=ssh_host_ed25519_key ssh_host_ecdsa_key=ssh_host_ecdsa_key \
  ssh_host_rsa_key=ssh_host_rsa_key known_hosts=known_hosts
