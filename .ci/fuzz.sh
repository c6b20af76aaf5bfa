#!/usr/bin/env bash
# Fuzzes what strangers send us with Jazzer, from the seed corpora in protocols/src/test/resources, with a fixed seed. Needs compiled
# tests (mvn test-compile). An input that breaks something stays in protocols/target/fuzz; put it beside the seeds of its test, so that
# the normal build tries it from then on. Connections are not reported as findings: the tests make them.
#
#   .ci/fuzz.sh                         every fuzz test for six seconds
#   .ci/fuzz.sh 600 HttpFuzzTest        one class for ten minutes for each of its tests
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
. benchmarks/jdk.sh

seconds=${1:-6}
only=${2:-FuzzTest}
tests=protocols/src/test
[ -f protocols/target/test.classpath ] || { echo "fuzz: compile the tests first: mvn test-compile" >&2; exit 3; }
classpath=$root/protocols/target/test-classes:$root/protocols/target/classes:$(cat protocols/target/test.classpath)
status=0
tried=0
while IFS=: read -r file method; do
  name=${file#"$tests/java/"}
  name=${name%.java}
  work=$root/protocols/target/fuzz/${name##*/}.$method
  seeds=$root/$tests/resources/${name}Inputs/$method
  [ -d "$seeds" ] || { echo "fuzz: $seeds is missing; a fuzz test needs seeds" >&2; exit 1; }
  rm -rf "$work" && mkdir -p "$work/corpus"
  if (cd "$work" && timeout $((seconds + 90)) "$java" -Xmx1g -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    -Djdk.attach.allowAttachSelf=true -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="${name//\//.}" --target_method="$method" --instrumentation_includes='io.roundhouse.**' --hooks=true \
    --disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery --reproducer_path="$work" \
    -seed=20261122 -max_total_time="$seconds" -timeout=25 -max_len=8192 -rss_limit_mb=3072 "$work/corpus" "$seeds" >"$work/log" 2>&1); then
    printf 'fuzz: %-52s %8s inputs\n' "${name##*/}.$method" "$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$work/log" | tail -n 1)"
    tried=$((tried + 1))
  else
    grep -E '^== |AssertionError|Exception|^	at io\.roundhouse|crash-|timeout-' "$work/log" | head -n 20 >&2
    echo "fuzz: ${name##*/}.$method broke; see $work" >&2
    status=1
  fi
done < <(grep -A1 -r '@FuzzTest' --include="*$only.java" "$tests/java" | sed -n 's/^\(.*\.java\)-  void \([A-Za-z0-9]*\)(.*/\1:\2/p' | sort)
[ "$tried" -gt 0 ] || status=1
exit "$status"
