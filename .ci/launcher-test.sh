#!/bin/sh
# Tests ./roundhouse: which JDK it takes, what it says when there is none, builds, links, and spaces in paths.
# The last check wants a built program and is left out if there is none.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/launcher test.XXXXXX")
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

check() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  status: %s\n  output: %s\n' "$name" "$status" "$output" >&2
  fi
}

# Runs a command with nothing of this machine but the basic tools; settings of the environment may come before it.
run() {
  output=$(env -i PATH="$work/tools" HOME="$work/home" ROUNDHOUSE_JDKS="$work/jdks" "$@" 2>&1)
  status=$?
}

exits() { [ "$status" -eq "$1" ]; }
says() { case $output in *"$1"*) return 0 ;; *) return 1 ;; esac; }
says_not() { if says "$1"; then return 1; fi; }
lines() { [ "$(printf '%s\n' "$output" | wc -l)" -eq "$1" ]; }

# A java that says its version like the real one and, asked for anything else, shows its arguments.
fake_jdk() {
  mkdir -p "$1/bin"
  cat >"$1/bin/java" <<EOF
#!/bin/sh
if [ "\${1:-}" = -version ]; then
  echo 'openjdk version "$2" 2026-01-01' >&2
else
  echo "java $2 ran: \$*"
fi
EOF
  chmod +x "$1/bin/java"
}

mkdir -p "$work/tools" "$work/home" "$work/jdks" "$work/a house/server/target"
for tool in sh dirname readlink sed head tail find mkdir mv sleep grep cat env; do
  ln -s "$(command -v "$tool")" "$work/tools/$tool"
done
cp "$root/roundhouse" "$work/a house/roundhouse"
: >"$work/a house/server/target/roundhouse.jar"
launcher="$work/a house/roundhouse"

status=0
output=
check 'is POSIX shell' sh -n "$root/roundhouse"

run "$launcher" --help
check 'no Java: exit code 3' exits 3
check 'no Java: says so' says 'needs a JDK 21 or newer; found no Java at all'
check 'no Java: says what to do' says 'set ROUNDHOUSE_JAVA'
check 'no Java: two lines' lines 2

fake_jdk "$work/jdks/old jdk" 17.0.15
run "$launcher" --help
check 'only Java 17: exit code 3' exits 3
check 'only Java 17: names it' says "Java 17 at $work/jdks/old jdk/bin/java"

fake_jdk "$work/jdks/very-old" 1.8.0_402
run "$launcher" --help
check 'Java 8 is not taken for 1' says 'Java 8 at'

run ROUNDHOUSE_JAVA="$work/jdks/old jdk" "$launcher" --help
check 'a wrong ROUNDHOUSE_JAVA: exit code 3' exits 3
check 'a wrong ROUNDHOUSE_JAVA: says so' says 'ROUNDHOUSE_JAVA is'

fake_jdk "$work/jdks/new jdk" 21.0.4
run "$launcher" serve 'my app.yaml'
check 'a JDK among others: taken' exits 0
check 'a JDK among others: runs the program' says 'io.roundhouse.server.cli.Main serve my app.yaml'
check 'a path with spaces' says "$work/a house/server/target/roundhouse.jar"

fake_jdk "$work/elsewhere" 22-ea
run ROUNDHOUSE_JAVA="$work/elsewhere" "$launcher" --help
check 'ROUNDHOUSE_JAVA as a directory' says 'java 22-ea ran'
run ROUNDHOUSE_JAVA="$work/elsewhere/bin/java" "$launcher" --help
check 'ROUNDHOUSE_JAVA as a program' says 'java 22-ea ran'
run JAVA_HOME="$work/elsewhere" "$launcher" --help
check 'JAVA_HOME first' says 'java 22-ea ran'
run JAVA_HOME="$work/jdks/old jdk" "$launcher" --help
check 'an old JAVA_HOME is passed over' says 'java 21.0.4 ran'
run ROUNDHOUSE_JAVA_OPTS='-Xmx1g -Dx=y' "$launcher" --help
check 'more options' says '-Xmx1g -Dx=y'

printf 'JAVA_VERSION="23.0.1"\n' >"$work/jdks/old jdk/release"
run JAVA_HOME="$work/jdks/old jdk" "$launcher" --help
check 'the release file counts' says 'java 17.0.15 ran'
rm "$work/jdks/old jdk/release"

ln -s "a house/roundhouse" "$work/link"
ln -s "$work/link" "$work/home/rh"
run "$work/home/rh" --help
check 'through two links' says "$work/a house/server/target/roundhouse.jar"
cd "$work/home" || exit 1
run ./rh --help
check 'from another directory' says "$work/a house/server/target/roundhouse.jar"

sleep 1
: >"$work/a house/pom.xml"
run "$launcher" --help
check 'sources newer than the jar, no Maven: exit code 4' exits 4
check 'sources newer than the jar, no Maven: says so' says 'Maven is not on the PATH'

cat >"$work/tools/mvn" <<'EOF'
#!/bin/sh
echo '[INFO] Building Roundhouse server 0.1.0 [1/1]'
case $MVN_FAILS in yes) echo '[ERROR] something broke'; exit 1 ;; esac
EOF
chmod +x "$work/tools/mvn"
run MVN_FAILS=yes "$launcher" --help
check 'a failed build: exit code 5' exits 5
check 'a failed build: shows the error' says 'something broke'
check 'a failed build: names the log' says 'build.log'
run MVN_FAILS=no "$launcher" --help
check 'a build, then the program' says 'java 21.0.4 ran'
check 'a build shows progress' says 'building Roundhouse'
run "$launcher" --help
check 'no second build' says_not building

if [ -f "$root/server/target/roundhouse.jar" ]; then
  output=$("$root/roundhouse" --version 2>/dev/null)
  status=$?
  check 'the real program answers' says 'roundhouse '
fi

printf 'launcher: %s checks passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
