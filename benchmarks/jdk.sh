# Sourced by the scripts beside it: sets $java to a JDK 21 or newer.
for java in "${ROUNDHOUSE_JAVA:-}/bin/java" "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
  if [ -x "$java" ] && [ "$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)" -ge 21 ]; then
    return
  fi
done
echo "no JDK 21 or newer found; set ROUNDHOUSE_JAVA to its directory" >&2
exit 1
