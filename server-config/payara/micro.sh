#!/usr/bin/env bash
# Starts Parley on Payara Micro.
#
#   micro.sh PAYARA_MICRO_JAR WAR [option of Payara Micro …]
#
# Environment:
#   PARLEY_PORT      default 8080
#   PARLEY_PATH      context root, default /
#   JAVA_OPTS        e.g. -Xmx512m -Dparley.message.max-bytes=65536
set -euo pipefail

if [ $# -lt 2 ]; then
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
fi

# shellcheck disable=SC2086 # several options in one variable
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" ${JAVA_OPTS:-} -jar "$1" --nocluster \
  --port "${PARLEY_PORT:-8080}" --contextroot "${PARLEY_PATH:-/}" --deploy "$2" "${@:3}"
