#!/usr/bin/env bash
# Deploys Parley through Tomcat's manager (role manager-script).
#
#   manager.sh list
#   manager.sh deploy   WAR [DESCRIPTOR]    fails if there is something at the path already
#   manager.sh redeploy WAR [DESCRIPTOR]    replaces what is there
#   manager.sh undeploy
#
# With DESCRIPTOR (parley.xml) Tomcat reads both files itself, so they must be on its machine;
# without, the WAR is uploaded, and an earlier descriptor is forgotten by redeploy.
#
# Environment:
#   TOMCAT_URL       default http://localhost:8080
#   PARLEY_PATH      default /parley; / is the root
#   TOMCAT_USER, TOMCAT_PASSWORD, or else
#   TOMCAT_LOGIN     a file that holds user:password in its first line
set -euo pipefail

url=${TOMCAT_URL:-http://localhost:8080}/manager/text
path=${PARLEY_PATH:-/parley}

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
}

login() {
  if [ -n "${TOMCAT_USER:-}" ]; then
    printf '%s:%s' "$TOMCAT_USER" "${TOMCAT_PASSWORD:-}"
  elif [ -n "${TOMCAT_LOGIN:-}" ]; then
    head -n 1 "$TOMCAT_LOGIN"
  else
    echo "manager.sh: set TOMCAT_USER and TOMCAT_PASSWORD, or TOMCAT_LOGIN" >&2
    exit 2
  fi
}

# The password goes in through a pipe, never through the list of arguments, which everybody can read.
call() {
  local credentials answer
  credentials=$(login)
  credentials=${credentials//\\/\\\\}
  answer=$(printf 'user = "%s"\n' "${credentials//\"/\\\"}" |
    curl --silent --show-error --fail --config - "$@")
  echo "$answer"
  [[ $answer == OK* ]] # the manager answers 200 to everything
}

file() {
  [ -f "$1" ] || { echo "manager.sh: there is no file $1" >&2; exit 2; }
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}

deploy() { # WAR [DESCRIPTOR]
  local war
  war=$(file "$1")
  if [ $# -eq 2 ]; then
    local descriptor
    descriptor=$(file "$2")
    call --get "$url/deploy" --data-urlencode "path=$path" \
      --data-urlencode "war=file:$war" --data-urlencode "config=file:$descriptor"
  else
    call --upload-file "$war" "$url/deploy?path=$path"
  fi
}

# The manager's own update=true deletes a descriptor that is new, or the WAR that came with a changed one.
undeploy() {
  call "$url/undeploy?path=$path"
}

case "${1:-} $#" in
  'list 1') call "$url/list" ;;
  'deploy 2' | 'deploy 3') deploy "${@:2}" ;;
  'redeploy 2' | 'redeploy 3') undeploy && deploy "${@:2}" ;;
  'undeploy 1') undeploy ;;
  *) usage ;;
esac
