#!/usr/bin/env bash
# Installs other people's validators outside the checkout, once: veraPDF, EU DSS, pyHanko.
# Prints what could not be installed; the cross-check then says loudly which judge is missing.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
oracles=${PARINYA_ORACLES:-$HOME/.cache/parinya-oracles}
mkdir -p "$oracles"

verapdf_version=1.30.2
if [ ! -s "$oracles/verapdf/cli-$verapdf_version.jar" ]; then
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact=org.verapdf.apps:cli:$verapdf_version -DoutputDirectory="$oracles/verapdf" ||
    echo "NOT INSTALLED: veraPDF"
fi

stamp=$(cat "$here/dss/pom.xml" "$here"/dss/src/*.java | sha256sum | cut -c1-16)
if [ ! -s "$oracles/dss/$stamp" ]; then
  rm -rf "$oracles/dss" && mkdir -p "$oracles/dss/classes" &&
    mvn -q -B -f "$here/dss/pom.xml" \
      org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
      -DoutputDirectory="$oracles/dss/lib" &&
    javac -encoding UTF-8 -d "$oracles/dss/classes" -cp "$oracles/dss/lib/*" "$here"/dss/src/*.java &&
    echo built >"$oracles/dss/$stamp" || echo "NOT INSTALLED: EU DSS"
fi

if [ ! -x "$oracles/pyhanko/bin/pyhanko" ]; then
  python3 -m venv "$oracles/pyhanko" &&
    "$oracles/pyhanko/bin/pip" install -q --disable-pip-version-check pyHanko==0.38.0 pyhanko-cli==0.6.0 ||
    echo "NOT INSTALLED: pyHanko"
fi
exit 0
