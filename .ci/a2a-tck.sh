#!/usr/bin/env bash
# Runs the public A2A test kit against samples/a2a-tck in its three set-ups, and once more with the journal in a file.
#
#   .ci/a2a-tck.sh KIT [PYTHON]
#
# KIT is a checkout of a2aproject/a2a-tck, branch 1.0-dev; PYTHON has its dependencies (pytest-html and gherkin-official are not needed).
# docs/guides/a2a-test-kit.md says why a test of the kit is left out. Ports 9999 and 10000 must be free; TCK_PORT and TCK_GRPC_PORT change that.
set -euo pipefail
kit=$(realpath "${1:?a2a-tck: say where the kit is}")
python=${2:-python3}
cd "$(dirname "$0")/.."
export TCK_PORT=${TCK_PORT:-9999} TCK_GRPC_PORT=${TCK_GRPC_PORT:-10000}

work=$(mktemp -d)
server=
cleanup() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}
trap 'cleanup; rm -rf "$work"' EXIT

# judge NAME SETUP OPTIONS...: one run of the kit against one set-up.
judge() {
  local name=$1 setup=$2
  shift 2
  ./roundhouse serve "samples/a2a-tck/$setup.yaml" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    if curl -sf "http://localhost:$TCK_PORT/.well-known/agent-card.json" >/dev/null; then break; fi
    kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; exit 1; }
    sleep 0.2
  done
  if ! (cd "$kit" && "$python" -m pytest tests/compatibility -q --tb=short -p no:cacheprovider \
      "--sut-host=http://localhost:$TCK_PORT" "$@") >"$work/kit.log" 2>&1; then
    grep -E '^(FAILED|E  |____)|✗' "$work/kit.log" >&2 || tail -n 40 "$work/kit.log" >&2
    echo "a2a-tck: $name failed" >&2
    exit 1
  fi
  echo "$name: $(tail -n 1 "$work/kit.log")"
  cleanup
}

judge "all capabilities" app
judge "no capabilities" no-capabilities \
  --deselect tests/compatibility/core_operations/test_transport_behavior.py::TestRestStreaming::test_streaming_content_type
judge "required extension" required-extension -k TestCapabilityExtensionRequired
TCK_JOURNAL=$work/journal.db judge "all capabilities, journal in a file" app
