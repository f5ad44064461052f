#!/bin/bash
# Builds the image of the SFTP pod with buildah, podman or docker: build-image.sh [TAG] [more arguments of "build"]
# Needs a build of the module sftp-agent and a JDK 25 in JAVA_HOME. With --context FOLDER it only lays out the files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=$here/../../sftp-agent/target
: "${JAVA_HOME:?is not set, expected a JDK 25}"
[ -d "$agent/lib" ] || { echo "build-image.sh: $agent/lib is missing: build the module sftp-agent once" >&2; exit 1; }

lay_out() { # folder
  mkdir -p "$1/agent"
  cp -r "$here"/{Containerfile,entrypoint.sh,make-host-keys.sh,install-packages.sh,etc} "$1"
  cp -r "$agent/classes" "$agent/lib" "$1/agent"
  "$JAVA_HOME/bin/jlink" --add-modules java.net.http,java.logging --strip-debug --no-header-files --no-man-pages --output "$1/jre"
  chmod -R go+rX "$1"
}

if [ "${1:-}" = --context ]; then
  lay_out "${2:?expected a folder}"
  exit 0
fi
tag=${1:-sluice/sftp:latest}
[ $# -eq 0 ] || shift
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
lay_out "$context"
for tool in buildah podman docker; do
  if command -v $tool >/dev/null; then
    $tool build -t "$tag" -f "$context/Containerfile" "$@" "$context"
    exit 0
  fi
done
echo "build-image.sh: expected buildah, podman or docker on the PATH" >&2
exit 1
