#!/bin/bash
# helm test: one file from an SFTP client to the end of its job, in an account of its own, which it erases at the end. The
# account lets in any address, since the cluster decides which one the SFTP server sees; its key lives as long as this pod.
set -eu
account=helm-test-$(date +%s)
api() { # method, path, more of curl
  curl --silent --show-error --fail-with-body --max-time 20 --retry 10 --retry-delay 2 --retry-connrefused --request "$1" \
    --header "Authorization: Bearer $ADMIN_TOKEN" --header 'Content-Type: application/json' "${@:3}" "$2"
  echo
}
erase() {
  api DELETE "$SCHEMA_SERVICE/v1/accounts/$account" >/dev/null || true
  api DELETE "$SCHEMA_SERVICE/v1/accounts/$account?erase=true" >/dev/null || true
}
umask 077
ssh-keygen -q -t ed25519 -N '' -f /tmp/key
api POST "$SCHEMA_SERVICE/v1/accounts" --data "$(jq --null-input --arg id "$account" --rawfile key /tmp/key.pub \
  '{accuid: $id, name: "helm test", contacts: ["helm-test@sluice.local"], time_zone: "UTC", ip_allowlist: ["0.0.0.0/0", "::/0"], ssh_public_keys: [$key | rtrimstr("\n")]}')" |
  jq 'del(.sftp.password, .api_token, .client_key)'
trap erase EXIT
api POST "$SCHEMA_SERVICE/v1/$account/sources" --data '{"source_type": "order", "source_name": "Orders", "schema": [
  {"name": "id", "type": "Integer", "constraints": {"required": true}}, {"name": "item", "type": "String"}]}' >/dev/null
day=$(date -u +%Y%m%d)
printf 'id,item\n1,pen\n2,ink\n' >/tmp/upload.csv
put() {
  printf 'put /tmp/upload.csv /sources/order/%s_order.csv\n' "$day" |
    sftp -q -b - -i /tmp/key -P "$SFTP_PORT" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "$account@$SFTP_HOST"
}
# A new account can log in within seconds.
for ((second = 0; ; second++)); do
  put && break
  [ $second -lt 60 ] || { echo "the SFTP server does not let the account in"; exit 1; }
  sleep 1
done
echo "uploaded ${day}_order.csv after $SECONDS s"
for ((second = 0; second < 120; second++)); do
  answer=$(api GET "$JOB_SERVICE/v1/$account/sources/order/job?date=$day" 2>/dev/null || true)
  status=$(jq --raw-output '.status // empty' <<<"$answer" 2>/dev/null || true)
  case $status in
    success) echo "$answer"; echo "the job ended after $SECONDS s"; exit 0 ;;
    failed) echo "$answer"; exit 1 ;;
    waiting) [ "$CONTINUOUS" = true ] || { echo "$answer"; echo "seen, it waits for its pick-up"; exit 0; } ;;
  esac
  sleep 1
done
echo "$answer"
echo "no job ended within 120 s"
exit 1
