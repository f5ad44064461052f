#!/bin/bash
# Tests the alert rules of the chart with promtool (Debian: prometheus): deploy/checks/alerts.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v promtool >/dev/null || { echo "alerts.sh: promtool is not on the PATH; Debian has it in prometheus" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$here/../../helm/sluice/files/alerts.yaml" "$folder/rules.yaml"
cp "$here/alerts.yaml" "$folder/tests.yaml"
promtool test rules "$folder/tests.yaml"
