#!/usr/bin/env bash
# Takes a stock server from Maven Central, deploys target/parley.war to it with the scripts next door,
# asks it whether it is well, changes an option, gives it a DataSource of the server, undeploys, stops, cleans up.
#
#   try-stock.sh tomcat11|tomcat10|payara|payara-micro|wildfly
#
# Needs a built target/parley.war, a JDK, Maven and curl. Everything happens below target/stock.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly stock=$PWD/target/stock war=$PWD/target/parley.war
readonly java=${JAVA_HOME:+$JAVA_HOME/bin/}java
readonly limit=5000 # of a message, in the changed settings

property() {
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" pom.xml | head -n 1
}

say() {
  printf '%5ds  %s\n' "$SECONDS" "$*"
}

probe() {
  "$java" server-config/Probe.java "$@"
}

# GROUP:ARTIFACT:VERSION, and the directory that its zip contains
unpack() {
  if [ ! -d "$stock/$2" ]; then
    say "fetching $1"
    mvn -q -B -N dependency:unpack -Dartifact="$1:zip" -DoutputDirectory="$stock"
  fi
}

# A PostgreSQL of Maven Central: sets $database, its port, and $driver, the jar for the server.
start_database() {
  mkdir -p "$stock"
  mvn -q -B dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$stock/test.classpath"
  driver=$(tr ':' '\n' < "$stock/test.classpath" | grep '/postgresql-[0-9.]*jar$')
  rm -f "$stock/database.port"
  say "starting PostgreSQL"
  "$java" -cp "$(cat "$stock/test.classpath")" server-config/Postgres.java start > "$stock/database.port" 2> "$stock/database.log" &
  database_pid=$!
  while [ ! -s "$stock/database.port" ]; do
    kill -0 $database_pid || { cat "$stock/database.log"; return 1; }
    sleep 0.2
  done
  database=$(cat "$stock/database.port")
}

# After "check": what was said is in PostgreSQL
check_database() {
  local kept
  for _ in $(seq 50); do
    kept=$("$java" -cp "$(cat "$stock/test.classpath")" server-config/Postgres.java messages "$database" 2> "$stock/messages.log") || kept=0
    [ "$kept" -gt 0 ] && break
  done
  [ "$kept" -gt 0 ] || { cat "$stock/messages.log"; return 1; }
  say "ok: $kept message(s) in PostgreSQL"
}

# NAME: a certificate for localhost and its key, believed by probe_tls; the folder with both
certificate() {
  local folder=$stock/certificates/$1
  rm -rf "$folder"
  mkdir -p "$folder"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -addext subjectAltName=DNS:localhost \
    -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2> "$folder/openssl.log"
  "${java%java}keytool" -importcert -noprompt -alias "$1" -file "$folder/fullchain.pem" \
    -keystore "$stock/certificates/trust.p12" -storepass changeit 2> "$folder/keytool.log"
  echo "$folder"
}

probe_tls() {
  "$java" -Djavax.net.ssl.trustStore="$stock/certificates/trust.p12" -Djavax.net.ssl.trustStorePassword=changeit \
    server-config/Probe.java "$@"
}

shows() { # PORT NAME
  openssl s_client -connect "localhost:$1" < /dev/null 2> /dev/null | grep "subject=CN = $2"
}

try_tomcat() { # VERSION
  local ports url
  start_database
  home=$stock/apache-tomcat-$1
  base=$stock/tomcat-$1-base
  unpack "org.apache.tomcat:tomcat:$1" "apache-tomcat-$1"
  readarray -t ports < <(probe ports 2)
  url=http://localhost:${ports[0]}
  rm -rf "$base"
  mkdir -p "$base"/{lib,logs,temp,webapps,work}
  cp "$driver" "$base/lib/"
  cp -r "$home/conf" "$base/"
  cp -r "$home/webapps/manager" "$base/webapps/"
  sed -i.orig "s/port=\"8080\"/port=\"${ports[0]}\"/; s/port=\"8005\"/port=\"${ports[1]}\"/" "$base/conf/server.xml"
  sed -i.orig 's|</tomcat-users>|<user username="deployer" password="a \\ \&quot; b" roles="manager-script"/>&|' \
    "$base/conf/tomcat-users.xml"

  export CATALINA_HOME=$home CATALINA_BASE=$base CATALINA_PID=$base/pid
  export TOMCAT_URL=$url TOMCAT_USER=deployer TOMCAT_PASSWORD='a \ " b'
  stop() { bash "$home/bin/catalina.sh" stop 20 -force > "$base/stop.log" 2>&1 || true; }
  local manager=server-config/tomcat/manager.sh

  say "starting Tomcat $1 on port ${ports[0]}"
  bash "$home/bin/catalina.sh" start > "$base/start.log"
  probe wait "$url/manager/text/list" 401

  say "deploying"
  bash $manager deploy "$war"
  probe check "$url/parley/"

  say "redeploying with a descriptor"
  sed "s|\(max-bytes\" value=\"\)[0-9]*|\1$limit|; s|value=\"local\"|value=\"nobody\"|" \
    server-config/tomcat/parley.xml > "$base/parley.xml"
  bash $manager redeploy "$war" "$base/parley.xml"
  probe check "$url/parley/" $limit 403

  say "redeploying with a DataSource"
  sed "/chat's database/s/\$/ -->/; /<Resource /,/-->/s/^ *-->\$//; s|//localhost/parley|//localhost:$database/postgres|; s|username=\"parley\" password=\"…\"|username=\"postgres\" password=\"postgres\"|" \
    server-config/tomcat/parley.xml > "$base/parley.xml"
  bash $manager redeploy "$war" "$base/parley.xml"
  probe check "$url/parley/"
  check_database

  say "undeploying"
  bash $manager list | grep '^/parley:running'
  bash $manager undeploy
  probe gone "$url/parley/"
  complain "$base"/logs/*
}

try_payara() { # VERSION
  local home=$stock/payara6 portbase url
  start_database
  domains=$stock/payara-domains
  unpack "fish.payara.distributions:payara:$1" payara6
  chmod +x "$home/bin/asadmin" "$home/glassfish/bin/asadmin"
  portbase=$(($(probe ports 1) % 12000 / 100 * 100 + 20000)) # the domain takes 20 ports from here; it checks them
  url=http://localhost:$((portbase + 80))
  export ASADMIN=$home/bin/asadmin AS_ADMIN_PORT=$((portbase + 48))
  local admin=server-config/payara/asadmin.sh
  stop() { "$ASADMIN" stop-domain --domaindir "$domains" parley || true; }

  say "starting Payara $1 on port $((portbase + 80))"
  rm -rf "$domains" "$stock/certificates"
  "$ASADMIN" create-domain --user admin --nopassword --portbase "$portbase" --domaindir "$domains" parley > /dev/null
  "$ASADMIN" start-domain --domaindir "$domains" parley
  "$ASADMIN" add-library "$driver"
  "$ASADMIN" restart-domain --domaindir "$domains" parley

  say "deploying"
  bash $admin deploy "$war"
  probe check "$url/parley/"

  say "giving it a certificate, and another"
  export AS_ADMIN_MASTERPASSWORD=changeit # as create-domain has it
  local first second
  first=$(certificate one)
  second=$(certificate two)
  bash $admin certificate "$first/fullchain.pem" "$first/privkey.pem" "$domains/parley/config/keystore.p12"
  shows "$((portbase + 81))" one
  probe_tls check "https://localhost:$((portbase + 81))/parley/"
  bash $admin certificate "$second/fullchain.pem" "$second/privkey.pem" "$domains/parley/config/keystore.p12"
  shows "$((portbase + 81))" two
  probe_tls check "https://localhost:$((portbase + 81))/parley/"

  say "setting options"
  bash $admin set parley.message.max-bytes $limit
  bash $admin set-entry parley.client.callers nobody
  probe check "$url/parley/" $limit 403

  say "redeploying"
  bash $admin redeploy "$war"
  probe check "$url/parley/" $limit 403

  say "redeploying with a DataSource"
  "$ASADMIN" create-jdbc-connection-pool --datasourceclassname org.postgresql.ds.PGConnectionPoolDataSource \
    --restype javax.sql.ConnectionPoolDataSource \
    --property "serverName=localhost:portNumber=$database:databaseName=postgres:user=postgres:password=postgres" parley
  "$ASADMIN" create-jdbc-resource --connectionpoolid parley jdbc/parley
  bash $admin redeploy "$war"
  probe check "$url/parley/" $limit 403
  check_database

  say "undeploying"
  bash $admin list | grep '^parley'
  bash $admin undeploy
  probe gone "$url/parley/"
  complain "$domains/parley/logs/server.log"
}

try_wildfly() { # VERSION
  local ports url log
  start_database
  home=$stock/wildfly-$1
  base=$stock/wildfly-$1-base
  log=$base/log/server.log
  unpack "org.wildfly:wildfly-dist:$1" "wildfly-$1"
  readarray -t ports < <(probe ports 3)
  url=http://localhost:${ports[0]}
  rm -rf "$base"
  cp -r "$home/standalone" "$base"
  cli=(bash "$home/bin/jboss-cli.sh" --connect "--controller=localhost:${ports[2]}")

  say "starting WildFly $1 on port ${ports[0]}"
  bash "$home/bin/standalone.sh" "-Djboss.server.base.dir=$base" "-Djboss.http.port=${ports[0]}" \
    "-Djboss.https.port=${ports[1]}" "-Djboss.management.http.port=${ports[2]}" > "$base/start.log" 2>&1 &
  pid=$!
  stop() { "${cli[@]}" --command=shutdown && wait $pid || true; }
  probe wait "$url/"

  say "deploying"
  "${cli[@]}" --command="deploy $war"
  probe check "$url/parley/"

  say "redeploying with options"
  "${cli[@]}" --commands="/system-property=parley.message.max-bytes:add(value=$limit),/system-property=parley.client.callers:add(value=nobody)"
  "${cli[@]}" --command="deploy $war --force"
  probe check "$url/parley/" $limit 403

  say "redeploying with a DataSource"
  "${cli[@]}" --command="deploy $driver --name=postgresql.jar"
  "${cli[@]}" --command="data-source add --name=parley --jndi-name=java:/jdbc/parley --driver-name=postgresql.jar --connection-url=jdbc:postgresql://localhost:$database/postgres --user-name=postgres --password=postgres"
  "${cli[@]}" --command="deploy $war --force"
  probe check "$url/parley/" $limit 403
  check_database

  say "undeploying"
  "${cli[@]}" --command=deployment-info | grep '^parley.war'
  "${cli[@]}" --command="undeploy parley.war"
  probe gone "$url/parley/"
  complain "$log"
}

try_payara_micro() { # VERSION
  local jar=$PWD/target/payara-micro.jar log=$stock/payara-micro.log port
  if [ ! -f "$jar" ]; then
    say "fetching Payara Micro $1"
    mvn -q -B -N dependency:copy -Dartifact="fish.payara.extras:payara-micro:$1" -DoutputDirectory="$stock"
    mv "$stock/payara-micro-$1.jar" "$jar"
  fi
  port=$(probe ports 1)
  say "starting Payara Micro $1 on port $port"
  mkdir -p "$stock"
  PARLEY_PORT=$port PARLEY_PATH=/parley JAVA_OPTS="-Dparley.message.max-bytes=$limit -Dparley.client.callers=nobody" \
    bash server-config/payara/micro.sh "$jar" "$war" > "$log" 2>&1 &
  pid=$!
  stop() { kill $pid && wait $pid || true; }
  probe wait "http://localhost:$port/parley/"
  probe check "http://localhost:$port/parley/" $limit 403
  complain "$log"
}

# What the server's log says about trouble is for reading; a leak is a failure. Two are told that are none. When Payara throws
# away the class loader with which it has looked through the WAR ("unknown", before the deployment), it asks for all JDBC
# drivers; the first who asks makes DriverManager load those of its own class path, and is then blamed for them. And Tomcat's
# own housekeeper has the class loader of the application that it looks at in that moment.
complain() {
  cat "$@" | grep -E 'SEVERE|WARN' | cut -c 1-300 | sort -u | head -n 20 || true
  ! cat "$@" | grep 'memory leak' | grep -v 'web application \[unknown\] registered the JDBC driver' |
    grep -v 'a thread named \[Catalina-utility-'
}

stop() { :; }
finish() {
  local status=$?
  say "stopping"
  stop
  if [ -n "${database_pid:-}" ]; then
    kill "$database_pid" && wait "$database_pid" || true
  fi
  if [ $status -eq 0 ]; then
    rm -rf "$stock"/*-base "$stock/certificates" "$stock/payara-domains" "$stock/payara-micro.log"
    say "done: $wanted has served the WAR"
  else
    say "FAILED; logs are below $stock"
  fi
  exit $status
}

readonly wanted=${1:-}
[ -f "$war" ] || { echo "try-stock.sh: there is no target/parley.war; mvn -DskipTests package makes it" >&2; exit 2; }
case $wanted in
  tomcat11 | tomcat10 | payara | payara-micro | wildfly) trap finish EXIT ;;
  *) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2 ;;
esac
case $wanted in
  tomcat11) try_tomcat "$(property tomcat.version)" ;;
  tomcat10) try_tomcat 10.1.59 ;;
  payara) try_payara 6.2025.9 ;;
  payara-micro) try_payara_micro "$(property payara-micro.version)" ;;
  wildfly) try_wildfly "$(property wildfly.version)" ;;
esac
