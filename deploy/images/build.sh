#!/bin/bash
# Builds Sluice's images; ./sluice images calls it after a build. See README.md.
#   build.sh [--base IMAGE] [--tag TAG] [--prefix NAME] [NAME…]
# Needs JAVA_HOME (JDK 25) and podman, buildah or docker. --context FOLDER only lays out the contexts; for tests, --layout
# quarkus-app takes the services' jars as ./sluice build leaves them, which java's cache of classes does not take.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
: "${JAVA_HOME:?is not set, expected a JDK 25}"

services="schema-service sftp-watcher validator-service job-service notifier-service batch-service data-service"
all="$services sftp kafka object-store mail-sink postgres tools"
# For our tests alone (CONTRIBUTING.md), so only when named.
for_tests=kafka-testcontainers
default_base=debian:bookworm-slim
base='' tag=latest prefix=sluice contexts='' layout=image names=''

usage() { echo "build.sh: $*, expected [--base IMAGE] [--tag TAG] [--prefix NAME] and some of: $all" >&2; exit 2; }
fail() { echo "build.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --base | --tag | --prefix | --context | --layout)
      [ $# -ge 2 ] && [ -n "$2" ] || usage "option $1 has no value"
      case $1 in
        --base) base=$2 ;;
        --tag) tag=$2 ;;
        --prefix) prefix=$2 ;;
        --context) contexts=$2 ;;
        --layout) layout=$2 ;;
      esac
      shift 2
      ;;
    *)
      case " $all $for_tests " in *" $1 "*) names="$names $1" ;; *) usage "unknown argument '$1'" ;; esac
      shift
      ;;
  esac
done
names=${names:-$all}

# --- Contexts

# What the services and the libraries of the parts use; jdk.charsets and jdk.localedata for tenants' files and mails.
modules=java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net
modules=$modules,jdk.security.auth,jdk.unsupported,jdk.zipfs

runtime() { # makes the Java runtime once for each JDK
  jre=$root/target/images/jre
  local version
  version=$(cat "$JAVA_HOME/release" && echo "$modules")
  [ "$(cat "$jre.version" 2>/dev/null)" != "$version" ] || return 0
  rm -rf "$jre" "$jre.version"
  mkdir -p "$root/target/images"
  echo "build.sh: making the Java runtime" >&2
  "$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --output "$jre"
  printf %s "$version" >"$jre.version"
}

# A pod that is replaced has a new address, which Java would ask for only after 30 s. Classes of the cache that lie at the
# address for which it was made are no memory of the process (docs/decisions/0067).
java_options() { # the options that differ
  printf '%s\n' -Dsun.net.inetaddr.ttl=5 -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
    -XX:-UsePerfData -XX:MaxRAMPercentage=60 -Xss512k --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
}

own_jar() { # module, folder: java's cache takes jars alone
  "$JAVA_HOME/bin/jar" --create --file "$2/$(basename "$1").jar" --date 2026-01-01T00:00:00Z -C "$root/$1/target/classes" .
}

classes_and_libraries() { # module, folder
  [ -d "$root/$1/target/lib" ] || fail "$root/$1/target/lib is missing; ./sluice build makes it"
  mkdir -p "$2"
  cp -r "$root/$1/target/lib/." "$2"
  own_jar "$1" "$2"
}

# In a fixed order: the cache is refused under another one.
class_path() { # folder
  (cd "$1" && printf '%s\n' *.jar | LC_ALL=C sort | sed 's|^|/srv/sluice/app/|' | paste -s -d :)
}

# A training run without database, Kafka and SFTP server: the service listens and finds nothing.
train_service() { # folder
  [ -s "$root/target/images/training/private.pem" ] || {
    mkdir -p "$root/target/images/training"
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$root/target/images/training/private.pem"
    openssl pkey -in "$root/target/images/training/private.pem" -pubout -out "$root/target/images/training/public.pem"
  }
  cp "$root/target/images/training/"*.pem "$1"
  echo 8080 >"$1/program"
  cat >"$1/environment" <<'ENVIRONMENT'
QUARKUS_HTTP_PORT=8080
KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1
QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:1/training
QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/training
MP_JWT_VERIFY_PUBLICKEY_LOCATION=file:/train/public.pem
SMALLRYE_JWT_SIGN_KEY_LOCATION=file:/train/private.pem
QUARKUS_S3_ENDPOINT_OVERRIDE=http://127.0.0.1:1
QUARKUS_S3_AWS_CREDENTIALS_TYPE=static
QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID=training
QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY=training
QUARKUS_LOG_CONSOLE_JSON_ENABLED=true
SLUICE_BATCH_PUBLIC_URL=http://127.0.0.1
SLUICE_BATCH_SIGNING_KEY=the-training-run-signs-no-addresses
SLUICE_DATA_FILES_PUBLIC_URL=http://127.0.0.1
SLUICE_DATA_FILES_SIGNING_KEY=the-training-run-signs-no-addresses
ENVIRONMENT
}

lay_out() { # name, folder
  case $1 in
    postgres) cp "$here"/postgres/* "$2" ; return ;;
    tools) cp "$here"/tools/* "$root/deploy/make-secrets.sh" "$2" ; return ;;
    kafka-testcontainers)
      runtime
      cp "$here"/kafka-testcontainers/* "$2"
      cp -r "$jre" "$2/jre"
      cp -r "$root/tools/devstack/broker/target/lib/." "$2/app"
      return
      ;;
    sftp) JAVA_HOME=$JAVA_HOME "$root/deploy/sftp/build-image.sh" --context "$2" ; return ;;
  esac
  runtime
  cp "$here/jvm/Containerfile" "$here/jvm/train.sh" "$2"
  cp -r "$jre" "$2/jre"
  mkdir -p "$2/app" "$2/train"
  case $1 in
    kafka)
      classes_and_libraries tools/devstack/broker "$2/app"
      java_options -cp "$(class_path "$2/app")" io.sluice.devstack.broker.BrokerMain >"$2/java-options"
      printf '%s\n' 9092 /tmp/data 9092 9093 /tmp/ready no-fsync localhost >"$2/train/program"
      ;;
    object-store)
      classes_and_libraries tools/devstack/object-store "$2/app"
      java_options -cp "$(class_path "$2/app")" org.gaul.s3proxy.Main >"$2/java-options"
      printf '%s\n' 9000 --properties /train/s3proxy.properties >"$2/train/program"
      printf '%s\n' s3proxy.endpoint=http://127.0.0.1:9000 s3proxy.authorization=none jclouds.provider=filesystem-nio2 \
        jclouds.identity=unused jclouds.credential=unused jclouds.filesystem.basedir=/tmp >"$2/train/s3proxy.properties"
      ;;
    mail-sink)
      (cd "$root/tools/devstack/launcher/target/lib" &&
        cp greenmail-* angus-* jakarta.mail-* jakarta.activation-* jackson-* slf4j-* jspecify-* "$2/app")
      own_jar tools/devstack/parts "$2/app"
      java_options -cp "$(class_path "$2/app")" io.sluice.devstack.parts.MailSinkMain >"$2/java-options"
      printf '%s\n' 8025 1025 8025 >"$2/train/program"
      ;;
    *)
      # Laid out with a flat class path, which java's cache of classes needs.
      [ -f "$root/$1/target/$layout/quarkus-run.jar" ] || fail "$root/$1/target/$layout is missing; ./sluice images makes it"
      cp -r "$root/$1/target/$layout/." "$2/app"
      local options=()
      # As the devstack runs them (ValidatorJvm). The validator ends the job that took the memory.
      if [ "$1" = validator-service ]; then
        options+=(-Xmn20m -XX:SurvivorRatio=3 -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=40 -XX:MetaspaceSize=128m -XX:TrimNativeHeapInterval=5000)
      else
        options+=(-XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError)
      fi
      java_options "${options[@]}" -jar /srv/sluice/app/quarkus-run.jar >"$2/java-options"
      [ "$1" != schema-service ] || cp "$here/jvm/admin-token" "$2/app"
      train_service "$2/train"
      ;;
  esac
}

context() { # name, folder: the same files give the same layers
  mkdir -p "$2"
  lay_out "$1" "$2"
  chmod -R go+rX "$2"
}

if [ -n "$contexts" ]; then
  for name in $names; do context "$name" "$contexts/$name"; done
  exit 0
fi

# --- Images

tool=
for candidate in podman buildah docker; do
  # docker's fails without its daemon.
  if $candidate version >/dev/null 2>&1; then
    tool=$candidate
    break
  fi
done
[ -n "$tool" ] || fail "expected podman, buildah or a docker with its daemon"
command -v openssl >/dev/null || fail "expected openssl on the PATH"

made=localhost/sluice/base
if [ -z "$base" ]; then
  if $tool inspect $default_base >/dev/null 2>&1 || timeout 60 $tool pull -q $default_base >/dev/null 2>&1; then
    base=$default_base
  else
    echo "build.sh: $default_base cannot be pulled, so the base is made by mmdebstrap" >&2
    base=mmdebstrap
  fi
fi
if [ "$base" = mmdebstrap ]; then
  $tool inspect $made >/dev/null 2>&1 || "$here/make-base.sh" $tool $made
  base=$made
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-images.XXXXXX")
trap 'rm -rf "$work"' EXIT
for name in $names; do
  begin=$(date +%s)
  context "$name" "$work/$name"
  image=$prefix/$name:$tag
  $tool build -t "$image" --build-arg BASE="$base" -f "$work/$name/Containerfile" "$work/$name" >"$root/target/images/$name.log" 2>&1 ||
    { tail -n 40 "$root/target/images/$name.log" >&2; fail "$image could not be built; the whole log is $root/target/images/$name.log"; }
  rm -rf "${work:?}/$name"
  "$here/bill-of-materials.sh" "$tool" "$image" "$name" "$root/target/images/$name.cdx.json"
  echo "$image ($(($(date +%s) - begin)) s)"
done
