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
#   asadmin.sh certificate CERTIFICATES KEY KEYSTORE
#                                      for https and wss, also a new one, without a restart: files in PEM form, and the
#                                      domain's config/keystore.p12, so on its machine
#
# Environment:
#   ASADMIN          default asadmin
#   PARLEY_NAME      name of the application, default parley
#   PARLEY_PATH      context root, default /parley
#   AS_ADMIN_USER, AS_ADMIN_PASSWORDFILE, AS_ADMIN_HOST, AS_ADMIN_PORT    read by asadmin itself
#   AS_ADMIN_MASTERPASSWORD                            the domain's master password, for certificate; changeit unless changed
#   LISTENER         that of TLS, default http-listener-2
set -euo pipefail

asadmin=${ASADMIN:-asadmin}
name=${PARLEY_NAME:-parley}
path=${PARLEY_PATH:-/parley}
listener=${LISTENER:-http-listener-2}

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

# A name of its own each time: what a listener shows does not change under a name. Passwords come by the environment,
# never by the list of arguments, which everybody can read.
certificate() { # CERTIFICATES KEY KEYSTORE
  local network=configs.config.server-config.network-config folder alias
  alias=parley-$(date +%Y%m%d%H%M%S)
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' RETURN
  export AS_ADMIN_MASTERPASSWORD=${AS_ADMIN_MASTERPASSWORD:-changeit}
  openssl pkcs12 -export -in "$1" -inkey "$2" -name "$alias" -out "$folder/parley.p12" -passout env:AS_ADMIN_MASTERPASSWORD
  keytool -importkeystore -noprompt -srckeystore "$folder/parley.p12" -srcstorepass:env AS_ADMIN_MASTERPASSWORD \
    -srcalias "$alias" -destkeystore "$3" -deststorepass:env AS_ADMIN_MASTERPASSWORD
  call set "$network.protocols.protocol.$listener.ssl.cert-nickname=$alias"
  call set "$network.protocols.protocol.$listener.http.http2-enabled=false" # why: README.md
  # which it reads when it begins
  call set "$network.network-listeners.network-listener.$listener.enabled=false"
  call set "$network.network-listeners.network-listener.$listener.enabled=true"
}

case "${1:-} $#" in
  'list 1') call list-applications --long ;;
  'deploy 2') call deploy --name "$name" --contextroot "$path" "$2" ;;
  'redeploy 2') call redeploy --name "$name" --contextroot "$path" "$2" ;;
  'undeploy 1') call undeploy "$name" ;;
  'set 3') call set-web-context-param --name "$2" --value "$3" "$name" && restart ;;
  'unset 2') call unset-web-context-param --name "$2" "$name" && restart ;;
  'set-entry 3') call set-web-env-entry --name "${2//.//}" --type java.lang.String --value "$3" "$name" && restart ;;
  'certificate 4') certificate "${@:2}" ;;
  *) usage ;;
esac
