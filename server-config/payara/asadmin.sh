#!/usr/bin/env bash
# Deploys Parley to a running Payara Server.
#
#   asadmin.sh list
#   asadmin.sh deploy   WAR
#   asadmin.sh redeploy WAR            replaces what is there, settings stay
#   asadmin.sh undeploy
#   asadmin.sh set   OPTION VALUE      as a context parameter: parley.message.max-bytes 65536
#   asadmin.sh unset OPTION
#   asadmin.sh set-entry OPTION VALUE  the same as a JNDI environment entry, which wins
#
# Environment:
#   ASADMIN          default asadmin
#   PARLEY_NAME      name of the application, default parley
#   PARLEY_PATH      context root, default /parley
#   AS_ADMIN_USER, AS_ADMIN_PASSWORDFILE, AS_ADMIN_HOST, AS_ADMIN_PORT    read by asadmin itself
set -euo pipefail

asadmin=${ASADMIN:-asadmin}
name=${PARLEY_NAME:-parley}
path=${PARLEY_PATH:-/parley}

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
}

call() {
  "$asadmin" --interactive=false "$@"
}

# Settings are read when the application starts.
restart() {
  call disable "$name"
  call enable "$name"
}

case "${1:-} $#" in
  'list 1') call list-applications --long ;;
  'deploy 2') call deploy --name "$name" --contextroot "$path" "$2" ;;
  'redeploy 2') call redeploy --name "$name" --contextroot "$path" "$2" ;;
  'undeploy 1') call undeploy "$name" ;;
  'set 3') call set-web-context-param --name "$2" --value "$3" "$name" && restart ;;
  'unset 2') call unset-web-context-param --name "$2" "$name" && restart ;;
  'set-entry 3') call set-web-env-entry --name "${2//.//}" --type java.lang.String --value "$3" "$name" && restart ;;
  *) usage ;;
esac
