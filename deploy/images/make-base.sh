#!/bin/bash
# Makes a base image with mmdebstrap, for machines that reach Debian's packages and no container registry:
# make-base.sh TOOL TAG, as root on Debian. The image has the machine's own sources of packages.
set -eu
tool=${1:?expected podman, buildah or docker}
tag=${2:?expected the tag of the image}
[ "$(id -u)" = 0 ] || { echo "make-base.sh: mmdebstrap needs root; give --base with an image that is reached" >&2; exit 1; }
command -v mmdebstrap >/dev/null || {
  echo "make-base.sh: installing mmdebstrap" >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >&2
}
. /etc/os-release
sources=()
for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
  [ ! -s "$file" ] || sources+=("$file")
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The same files stay away as in Debian's own slim images.
mmdebstrap --quiet --variant=minbase --include=ca-certificates,tzdata,netbase \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
  "$VERSION_CODENAME" "$folder/base.tar" "${sources[@]}"
case $tool in
  buildah)
    printf 'FROM scratch\nADD base.tar /\nCMD ["/bin/bash"]\n' >"$folder/Containerfile"
    buildah build -q -t "$tag" "$folder"
    ;;
  *) $tool import -q "$folder/base.tar" "$tag" 2>/dev/null || $tool import "$folder/base.tar" "$tag" ;;
esac >/dev/null
