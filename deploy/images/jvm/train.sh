#!/bin/bash
# The training run: starts the program, waits until it listens, asks it a few times, stops it. At its end java writes
# the classes that it loaded to /srv/sluice/classes.aot, and later starts of the program map them.
set -eu
# port, and arguments of the program, one a line
mapfile -t words </train/program
port=${words[0]}
set -a
[ ! -f /train/environment ] || . /train/environment
set +a
ask() { # port, path
  (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3 && timeout 5 cat <&3) 2>/dev/null
}
/srv/sluice/jre/bin/java -XX:AOTCacheOutput=/srv/sluice/classes.aot @/srv/sluice/java-options "${words[@]:1}" >/tmp/training.log 2>&1 &
program=$!
for ((second = 0; ; second++)); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  if [ $second -ge 120 ] || ! kill -0 $program 2>/dev/null; then
    cat /tmp/training.log
    echo "train.sh: the program does not listen on port $port"
    exit 1
  fi
  sleep 1
done
for path in /v1/accounts /v1/training/sources /v1/training/usage; do
  ask "$port" $path >/dev/null || true
done
# The services' management port; nothing listens there in other programs.
for path in /q/health /q/health/ready /q/metrics; do
  ask 9000 $path >/dev/null || true
done
sleep 3
kill -TERM $program
wait $program || true
[ -s /srv/sluice/classes.aot ] || { tail -n 40 /tmp/training.log; echo "train.sh: java wrote no cache"; exit 1; }
