#!/bin/bash
# Runs what an image contains as a container engine would, without an engine. Needs root on Debian.
#   unpacked-pod.sh FOLDER MEMORY USER GROUP COMMAND…
#
# | in FOLDER | what |
# |---|---|
# | context | the image's files, as deploy/images/build.sh --context lays them out |
# | mounts | TARGET=SOURCE, one a line: mounted read-only; without SOURCE an empty folder that everybody may write to |
# | environment | NAME=value, one a line |
# | hosts | the pod's /etc/hosts |
#
# In place of the base image stands this machine's /usr, read-only. Mounts, processes and network are the pod's own.
set -eu
if [ "$1" != --inside ]; then
  exec unshare --mount --pid --net --ipc --uts --fork --kill-child "$0" --inside "$@"
fi
shift
folder=$1 memory=$2 user=$3 group=$4
shift 4

mapfile -t environment <"$folder/environment"
root=$folder/root
mkdir -p "$root"
mount -t tmpfs -o mode=755 pod "$root"
mkdir -p "$root"/{usr,etc,proc,dev,srv/sluice,old}

mount_read_only() { # source, target
  mount --bind "$1" "$2"
  mount -o remount,bind,ro,nosuid,nodev "$2"
}
mount_read_only /usr "$root/usr"
for link in bin sbin lib lib64; do
  [ ! -L /$link ] || cp -P /$link "$root/$link"
done
cp "$folder/hosts" "$root/etc/hosts"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
for device in null zero full random urandom; do
  touch "$root/dev/$device"
  mount --bind /dev/$device "$root/dev/$device"
done
for part in jre app; do
  mkdir "$root/srv/sluice/$part"
  mount_read_only "$folder/context/$part" "$root/srv/sluice/$part"
done
install -m 644 "$folder/context/java-options" "$root/srv/sluice/java-options"
while IFS='=' read -r target source; do
  mkdir -p "$root$target"
  if [ -n "$source" ]; then mount_read_only "$source" "$root$target"; else mount -t tmpfs -o mode=1777,nosuid,nodev empty "$root$target"; fi
done <"$folder/mounts"
ip link set lo up
cd "$root"
pivot_root . old
umount -l /old
rmdir /old
mount -o remount,ro /
cd /tmp
# The size of the machine as a container's limit shows it to Java.
exec setpriv --reuid "$user" --regid "$group" --groups "$group" --bounding-set=-all --inh-caps=-all --ambient-caps=-all --no-new-privs \
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "JDK_JAVA_OPTIONS=-XX:MaxRAM=$memory" "${environment[@]}" "$@"
