#!/bin/bash
# Compares the connections between the pods of a running installation with its NetworkPolicies:
#   connections.sh NAMESPACE RELEASE SECONDS
# Run it on the node, in the node's network namespace, while uploads, a refused file, a replay and helm test go on. It looks
# at the kernel's table of connections every second, so it works where nothing enforces the policies, too.
#
# | line | means | status |
# |---|---|---|
# | allowed, seen | a policy at each end lets the connection pass, and it was made | |
# | allowed, not seen | a policy allows what nobody used in this time | 1 |
# | SEEN, NOT ALLOWED | a cluster that enforces the policies would break this connection | 1 |
#
# Needs root, conntrack, jq, kubectl. All pods must be on this node.
set -euo pipefail
[ $# = 3 ] || { sed -n '2,/^set -eu/{/^#/{s/^# \{0,1\}//;p}}' "$0" >&2; exit 2; }
namespace=$1 release=$2 seconds=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/connections" && : >"$work/pods"

# Pods come and go while this looks: all that were there count.
end=$((SECONDS + seconds))
while [ $SECONDS -lt $end ]; do
  # Who asked, who answered, at which port: the answer comes from the pod itself where a Service stands between.
  conntrack -L 2>/dev/null | awk '$1 == "tcp" {
    source = answerer = port = ""; reply = 0
    for (i = 4; i <= NF; i++) {
      if ($i ~ /^src=/) { if (source == "") source = substr($i, 5); else { answerer = substr($i, 5); reply = 1 } }
      if ($i ~ /^sport=/ && reply) { port = substr($i, 7); break }
    }
    print source, answerer, port
  }' >>"$work/connections"
  kubectl -n "$namespace" get pods -l "app.kubernetes.io/instance=$release" -o json | jq -c '.items[]
    | select(.status.podIP) | {ip: .status.podIP, component: .metadata.labels["app.kubernetes.io/component"],
      ports: ([.spec.containers[].ports[]? | {key: .name, value: .containerPort}] | from_entries)}' >>"$work/pods"
  sleep 1
done
kubectl -n "$namespace" get networkpolicies -l "app.kubernetes.io/instance=$release" -o json >"$work/policies"

# "job-service → kafka 9092" for what both ends allow; named ports as the pods number them.
jq -r --slurpfile pods "$work/pods" '
  ($pods | map({key: .component, value: .ports}) | from_entries) as $ports
  | def component: .["app.kubernetes.io/component"];
    def number($owner): if type == "number" then . else ($ports[$owner // ""][.] // .) end;
    [.items[] | select(.spec.podSelector.matchLabels | . and component)] as $policies
  | [$policies[] | (.spec.podSelector.matchLabels | component) as $own | .spec.egress[]? | . as $rule
      | .to[]?.podSelector.matchLabels | select(.) | component as $other | $rule.ports[] | "\($own) → \($other) \(.port | number($other))"] as $out
  | [$policies[] | (.spec.podSelector.matchLabels | component) as $own | .spec.ingress[]? | . as $rule
      | .from[]?.podSelector.matchLabels | select(.) | component as $other | $rule.ports[] | "\($other) → \($own) \(.port | number($own))"] as $in
  | $out - ($out - $in) | unique[]' "$work/policies" | LC_ALL=C sort -u >"$work/allowed"

jq -r '"\(.ip) \(.component)"' "$work/pods" | sort -u >"$work/addresses"
LC_ALL=C sort -u "$work/connections" | awk '
  NR == FNR { component[$1] = $2; next }
  $1 in component && $2 in component { print component[$1] " → " component[$2] " " $3 }' "$work/addresses" - |
  LC_ALL=C sort -u >"$work/seen"

comm -12 "$work/allowed" "$work/seen" | sed 's/^/allowed, seen:      /'
comm -23 "$work/allowed" "$work/seen" | sed 's/^/allowed, not seen:  /'
comm -13 "$work/allowed" "$work/seen" | sed 's/^/SEEN, NOT ALLOWED:  /'
echo "$(wc -l <"$work/allowed") arrows allowed, $(wc -l <"$work/seen") seen, in $seconds s"
cmp -s "$work/allowed" "$work/seen"
