#!/bin/bash
# Makes the server's missing host keys in a folder: make-host-keys.sh FOLDER
set -eu
folder=${1:?expected the folder for the host keys}
mkdir -p "$folder"
make() { [ -e "$folder/ssh_host_$1_key" ] || ssh-keygen -q -N '' -C sluice -f "$folder/ssh_host_$1_key" -t "$@"; }
make ed25519
make ecdsa -b 256
make rsa -b 3072
chmod 600 "$folder"/ssh_host_*_key
