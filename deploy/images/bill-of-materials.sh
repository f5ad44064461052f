#!/bin/bash
# Writes what an image consists of as CycloneDX, with licences: bill-of-materials.sh TOOL IMAGE NAME FILE
#
# | part | taken from |
# |---|---|
# | Debian packages | the image's own list; licences from their copyright files |
# | Java libraries | target/bom.json, which lists all of the build: those whose jar is in the image |
# | Java runtime | its own release file |
set -euo pipefail
tool=$1 image=$2 name=$3 file=$4
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v jq >/dev/null || { echo "bill-of-materials.sh: jq is not installed, so there is no $file" >&2; exit 0; }

libraries=$root/target/bom.json
[ -f "$libraries" ] || { echo "bill-of-materials.sh: $libraries is missing, so there is no $file; ./sluice images makes it" >&2; exit 0; }

inside() { # a shell command
  case $tool in
    buildah)
      local container status=0
      container=$(buildah from "$image")
      buildah run "$container" -- /bin/sh -c "$1" || status=$?
      buildah rm "$container" >/dev/null
      return $status
      ;;
    *) $tool run --rm --network none --user 0 --entrypoint /bin/sh "$image" -c "$1" ;;
  esac
}

# shellcheck disable=SC2016 # the image's shell expands it
inside '
  dpkg-query -W -f "\${Package} \${Version} \${Architecture}\n" 2>/dev/null | while read -r package version architecture; do
    copyright=/usr/share/doc/$package/copyright
    licences=$(sed -n "s/^License[^:]*: *\(.\)/\1/p" "$copyright" 2>/dev/null | sort -u | tr "\n" "|")
    # Older files only say where Debian keeps the text.
    [ -n "$licences" ] || licences=$(grep -oE "common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]" "$copyright" 2>/dev/null | sed "s|.*/||" | sort -u | tr "\n" "|")
    # The oldest ones are prose.
    [ -n "$licences" ] || licences="see $copyright"
    printf "deb\t%s\t%s\t%s\t%s\n" "$package" "$version" "$architecture" "$licences"
  done
  find /srv -name "*.jar" -not -path "*/jre/*" | while read -r jar; do printf "jar\t%s\n" "${jar##*/}"; done
  for release in /srv/sluice/jre/release; do
    [ ! -f $release ] || printf "jre\t%s\n" "$(sed -n "s/^JAVA_RUNTIME_VERSION=\"\(.*\)\"/\1/p;s/^JAVA_VERSION=\"\(.*\)\"/\1/p" $release | tail -n 1)"
  done' |
  jq --raw-input --null-input --slurpfile build "$libraries" --arg name "$name" --arg image "$image" '
    def licence: {license: {name: .}};
    [inputs | split("\t")] as $lines
    | ([$build[0].components[]? | {key: "\(.name)-\(.version).jar", value: .}] | from_entries) as $known
    | ([$known | keys_unsorted[]]) as $jars
    | {
        bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
        metadata: {component: {type: "container", name: $name, version: ($image | split(":") | last), "bom-ref": $image}},
        components: ([$lines[] |
          if .[0] == "deb" then
            {type: "library", name: .[1], version: .[2], purl: "pkg:deb/debian/\(.[1])@\(.[2])?arch=\(.[3])",
              licenses: [.[4] | split("|")[] | select(. != "") | licence]}
          elif .[0] == "jre" then
            {type: "platform", name: "Java runtime", version: .[1],
              licenses: [{license: {name: "GPL-2.0-only WITH Classpath-exception-2.0"}}]}
          else
            .[1] as $jar
            # Quarkus puts the group before the name of the jar.
            | ($known[$jar] // ([$jars[] | select(. as $suffix | $jar | endswith("." + $suffix))] | if length > 0 then $known[max_by(length)] else null end)
              // {type: "library", name: $jar})
            | del(.hashes, .externalReferences, .description)
            # Ours, made by our build, or an extension that Quarkus adds by itself: all of the same licence.
            | if .group == "io.sluice"
                or (.name | IN("generated-bytecode.jar", "transformed-bytecode.jar", "quarkus-run.jar", "broker.jar", "object-store.jar", "parts.jar"))
                or (.name | startswith("io.quarkus.")) then .licenses = [{license: {id: "Apache-2.0"}}] else . end
          end] | unique_by([.name, .version]))
      }' >"$file"
