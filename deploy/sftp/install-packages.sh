#!/bin/bash
# Installs the packages that the SFTP pod needs on Debian or Ubuntu: in the image, and on a machine that runs
# run-local.sh. With --tests it also installs the packages that only the tests need.
set -eu
packages=(openssh-server libnss-extrausers rsyslog procps util-linux)
[ "${1:-}" = --tests ] && packages+=(openssh-client ssh-audit lftp rclone curl)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" != 0 ]; then
  echo "install-packages.sh: missing ${missing[*]}; run as root: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "install-packages.sh: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
# The installation must start no service: the pod brings its own configuration.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' >$policy
  chmod 755 $policy
  trap 'rm -f $policy' EXIT
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
