#!/bin/sh
# Runs the README's shell blocks as written, in order: the demo in the background until its summary, then what can be tried with it.
# The block with the test command is run by .ci/run itself.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
demo=
finish() {
  code=$?
  if [ -n "$demo" ]; then
    kill "$demo" 2>/dev/null || true
    wait "$demo" 2>/dev/null || true
  fi
  if [ "$code" -ne 0 ]; then
    cat "$work"/*.log 2>/dev/null || true
  fi
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT

# Block N of the README's shell blocks, counted from 1.
block() {
  awk -v want="$1" '
    /^```sh$/ { n++; inside = (n == want); next }
    /^```$/ { inside = 0 }
    inside { print }
  ' README.md
}

count=$(grep -c '^```sh$' README.md)
[ "$count" -ge 3 ] || { echo "expected at least 3 shell blocks in README.md, found $count"; exit 1; }

first=$(block 1)
[ "$first" = "./roundhouse demo" ] || { echo "the first block should be the demo, found: $first"; exit 1; }
sh -c "exec $first" >"$work/demo.log" 2>&1 &
demo=$!

tries=0
until grep -q 'Try it' "$work/demo.log"; do
  tries=$((tries + 1))
  kill -0 "$demo" 2>/dev/null || { echo "the demo ended early"; exit 1; }
  [ "$tries" -le 240 ] || { echo "the demo did not finish within four minutes"; exit 1; }
  sleep 1
done
echo "the demo accounts for every invoice:"
sed -n '/files seen/p' "$work/demo.log"

n=2
while [ "$n" -le "$count" ]; do
  commands=$(block "$n")
  case $commands in
    "mvn -B verify") ;;
    *)
      printf '%s\n' "$commands" >"$work/block$n.sh"
      sh -eu "$work/block$n.sh" >"$work/block$n.log" 2>&1 || { echo "block $n of README.md failed:"; cat "$work/block$n.sh"; exit 1; }
      echo "block $n ran"
      ;;
  esac
  n=$((n + 1))
done
