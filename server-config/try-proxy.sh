#!/usr/bin/env bash
# Puts a proxy that ends TLS, with the configuration next door, before target/parley.war, and asks through it: page, WebSocket,
# Socket.IO by polling and upgrade, event stream, large files; origins of pages, and whether the client's address is believed.
#
#   try-proxy.sh nginx|haproxy
#
# Needs a built target/parley.war, a JDK, openssl and the proxy. Everything happens below target/proxy.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly wanted=${1:-} work=$PWD/target/proxy war=$PWD/target/parley.war
readonly bin=${JAVA_HOME:+$JAVA_HOME/bin/}
address=$(hostname -I | cut -d ' ' -f 1) # not 127.0.0.1: this host's own connections have no limit
readonly address

[ -f "$war" ] || { echo "try-proxy.sh: there is no target/parley.war; mvn -DskipTests package makes it" >&2; exit 2; }
case $wanted in
  nginx | haproxy) ;;
  *) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2 ;;
esac

pids=()
finish() {
  local status=$?
  for pid in "${pids[@]}"; do
    kill "$pid" && wait "$pid" || true
  done
  [ $status -eq 0 ] && echo "done: Parley is well behind $wanted" || echo "FAILED; logs are in $work"
  exit $status
}
trap finish EXIT

probe() {
  "${bin}java" -Djavax.net.ssl.trustStore="$work/trust.p12" -Djavax.net.ssl.trustStorePassword=changeit server-config/Probe.java "$@"
}

rm -rf "$work"
mkdir -p "$work"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=parley -addext "subjectAltName=IP:$address" \
  -keyout "$work/privkey.pem" -out "$work/fullchain.pem" 2> "$work/openssl.log"
cat "$work/fullchain.pem" "$work/privkey.pem" > "$work/parley.pem"
"${bin}keytool" -importcert -noprompt -file "$work/fullchain.pem" -keystore "$work/trust.p12" -storepass changeit 2> "$work/keytool.log"
readarray -t ports < <(probe ports 2)

PARLEY_DATA_FOLDER=$work/data "${bin}java" -jar "$war" --port "${ports[0]}" --host 127.0.0.1 --set parley.proxies=127.0.0.1 \
  --set parley.client.callers=nobody --set parley.connections.max-per-address=20 \
  --set parley.heartbeat.interval=1s --set parley.heartbeat.timeout=1s > "$work/parley.log" 2>&1 &
pids+=($!)

settle() { # CONFIGURATION: with the addresses and files of this run
  sed "s|127.0.0.1:8080|127.0.0.1:${ports[0]}|; s|/etc/ssl/parley|$work|; s|443 ssl|${ports[1]} ssl|" "$1"
}

case $wanted in
  nginx)
    settle server-config/nginx/parley.conf > "$work/parley.conf"
    cat > "$work/nginx.conf" <<END
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events {}
http {
    access_log $work/access.log;
    client_body_temp_path $work/body;
    proxy_temp_path $work/temp;
    include $work/parley.conf;
}
END
    nginx -p "$work" -c "$work/nginx.conf" > "$work/nginx.log" 2>&1 &
    ;;
  haproxy)
    settle server-config/haproxy/haproxy.cfg > "$work/haproxy.cfg"
    haproxy -db -f "$work/haproxy.cfg" > "$work/haproxy.log" 2>&1 &
    ;;
esac
pids+=($!)

probe wait "https://$address:${ports[1]}/"
probe proxied "https://$address:${ports[1]}/"
grep -q "refused a handshake from $address:" "$work/parley.log"
! grep -E 'SEVERE|WARN' "$work/parley.log" | grep -v "refused a handshake from $address:"
