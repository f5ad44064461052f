#!/bin/bash
# Scans what an installation exposes, and fails if an item is rated as failed:
#   scan.sh ssh HOST PORT     the SFTP server, with ssh-audit
#   scan.sh tls HOST PORT     the Ingress controller or Gateway, with testssl.sh (or sslscan)
# Debian has all three: apt-get install ssh-audit testssl.sh sslscan. Scan only servers of your own.
set -euo pipefail
[ $# = 3 ] || { sed -n '2,/^set -eu/{/^#/{s/^# \{0,1\}//;p}}' "$0" >&2; exit 2; }
report=$(mktemp)
trap 'rm -f "$report"' EXIT

case $1 in
  ssh)
    # Warnings alone end with status 2, failures with 3: the version of Debian 12 warns of algorithms that are younger than it.
    status=0
    ssh-audit --no-colors -p "$3" "$2" >"$report" 2>&1 || status=$?
    grep -E '\[(fail|warn)\]' "$report" || true
    case $status in
      0 | 2) ;;
      *) cat "$report"; echo "ssh-audit: failed items at $2:$3"; exit 1 ;;
    esac
    grep -q '^(key)' "$report" || { cat "$report"; echo "ssh-audit: no SSH server answers at $2:$3"; exit 1; }
    echo "ssh-audit: no failed item at $2:$3"
    ;;
  tls)
    program=$(command -v testssl || command -v testssl.sh || true)
    if [ -n "$program" ]; then
      # A certificate that this machine does not trust says nothing about the server's protocols.
      "$program" --quiet --color 0 --warnings batch --protocols --server-preference --fs --vulnerable --jsonfile "$report.json" "$2:$3" >"$report" 2>&1 || true
      [ -s "$report.json" ] || { cat "$report"; exit 1; }
      failed=$(jq -r '.[] | select((.severity | IN("HIGH", "CRITICAL", "FATAL")) or ((.id | IN("SSLv2", "SSLv3", "TLS1", "TLS1_1")) and (.finding | startswith("offered")))) | "\(.severity) \(.id): \(.finding)"' "$report.json")
      rm -f "$report.json"
    else
      sslscan --no-colour --no-check-certificate "$2:$3" >"$report"
      failed=$(grep -E '^(SSLv2|SSLv3|TLSv1\.0|TLSv1\.1) +enabled|vulnerable to' "$report" | grep -v 'not vulnerable' || true)
      grep -qE '^TLSv1\.[23] +enabled' "$report" || failed="no TLS 1.2 or 1.3 at $2:$3"
    fi
    [ -z "$failed" ] || { echo "$failed"; echo "TLS: failed items at $2:$3"; exit 1; }
    echo "TLS: no failed item at $2:$3"
    ;;
  *) exec "$0" ;;
esac
