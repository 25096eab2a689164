package dev.parley.config;

import java.util.Locale;

/** Every option there is. The table in {@code docs/options.md} is made from this list, and a test holds them together. */
public enum Option {
    ORIGINS("parley.origins", "", "origins, comma-separated; `*` alone", "pages of other hosts that may connect; those of this host always may"),
    PROXIES("parley.proxies", "", "addresses and blocks such as `10.0.0.0/8`, comma-separated", "proxies in front that are believed when they say by `X-Forwarded-For` and `X-Forwarded-Proto` whose request it is; all clients of one that is not named, or does not say it, count as one address, be it this host's, which the log says"),
    HSTS_DAYS("parley.hsts.days", "0", "days, 0 to 3650; 0: none", "for how long browsers that have come over TLS, to us or to a proxy that is believed, come over nothing else (`Strict-Transport-Security`, without subdomains): to no port of this host"),
    SESSION_ATTRIBUTES("parley.session.attributes", "", "names, comma-separated", "attributes of the `HttpSession` that are copied at each handshake"),
    AUTH_GUESTS("parley.auth.guests", "true", "`true`, `false`", "whether those may come in who show no token and whom the container does not know; else pages and files stay open, and nothing besides"),
    AUTH_CONTAINER("parley.auth.container", "true", "`true`, `false`", "whether whom the container has signed in is known to Parley, with their roles; else they are guests unless they show a token"),
    AUTH_TOKEN_KEYS("parley.auth.token.keys", "", "a file, or an address that begins with `https://` (`http://` for this host alone); empty: none", "the public keys of whoever signs tokens: a set of keys (JWKS) or one, or PEM with keys or certificates"),
    AUTH_TOKEN_SECRET("parley.auth.token.secret", "", "a file; empty: none", "in place of keys: a secret of 32 bytes or more that whoever signs tokens has as well (HS256)"),
    AUTH_TOKEN_ISSUER("parley.auth.token.issuer", "", "not empty where there are keys or a secret", "the claim `iss` of tokens"),
    AUTH_TOKEN_AUDIENCE("parley.auth.token.audience", "", "not empty where there are keys or a secret", "what the claim `aud` of tokens must contain: this server, as the issuer calls it"),
    AUTH_TOKEN_ROLES_CLAIM("parley.auth.token.roles-claim", "roles", "a claim, with dots for one inside another", "the claim with the roles of a user: a list, or a text with blanks between them"),
    AUTH_TOKEN_SKEW("parley.auth.token.skew", "30s", "time, 10ms to 1h, cut to seconds", "how far the clocks of the issuer and of this server may differ"),
    AUTH_TOKEN_COOKIE("parley.auth.token.cookie", "", "a cookie's name; empty: none", "the cookie in which a token may come, besides `auth.token` and the header `Authorization`; not without keys or a secret, and neither are issuer and audience"),
    ADMIN_ROLE("parley.admin.role", "parley-admin", "a role", "the role of those who administer: of the container's realm, of a token, or of an account"),
    SECRET_VALUE("parley.secret.value", "", "32 characters or more; empty: made at the first start, in the file `secret` of the data folder", "what Parley signs its own tokens with; all servers of one chat have the same. Give it by the environment (`PARLEY_SECRET_VALUE`) or by a file"),
    SECRET_FILE("parley.secret.file", "", "a file; empty: none", "in place of `parley.secret.value`: a file in which it stands"),
    ACCOUNTS_ENABLED("parley.accounts.enabled", "true", "`true`, `false`", "whether people may have accounts: a name of their own, and a password"),
    ACCOUNTS_SIGN_UP("parley.accounts.sign-up", "true", "`true`, `false`", "whether they may make them themselves; else an administrator does"),
    ACCOUNTS_MAX("parley.accounts.max", "100000", "1 to 10000000", "accounts at once"),
    ACCOUNTS_ADMIN("parley.accounts.admin", "", "a name; empty: none", "the account of a first administrator: made at start if there is none of that name, with a password that is in the file `admin-password` of the data folder"),
    ACCOUNTS_TOKEN_LIFETIME("parley.accounts.token-lifetime", "15m", "time, 10ms to 1h", "how long an access token is valid; pages fetch the next by themselves"),
    ACCOUNTS_SESSION_DAYS("parley.accounts.session-days", "30", "days, 1 to 3650", "after how long without a visit somebody must sign in again"),
    ACCOUNTS_ATTEMPTS("parley.accounts.attempts-per-minute", "10", "1 to 100000", "how often clients of one address may sign up, sign in or change a password; ten times as often the password of one name may be missed, from wherever. This host's have no limit but the second, unless a proxy has passed them on"),
    CONNECTIONS_MAX("parley.connections.max", "20000", "1 to 10000000", "connections at once; further handshakes get 503"),
    CONNECTIONS_PER_ADDRESS("parley.connections.max-per-address", "2000", "1 to 10000000", "connections of clients of one address (IPv6: of one network of 64 bits) at once; further handshakes get 429. This host's have no such limit, nor the two following, unless a proxy has passed them on (`parley.proxies`)"),
    HANDSHAKES_PER_SECOND("parley.handshakes.per-second", "200", "1 to 1000000", "handshakes a second that clients of one address may begin in the long run; further ones get 429 and the time to wait"),
    HANDSHAKES_BURST("parley.handshakes.burst", "2000", "1 to 10000000", "handshakes that they may begin at once after a rest"),
    HTTP_MAX_HEAD_BYTES("parley.http.max-head-bytes", "16384", "bytes, 1000 to 1000000", "under `java -jar`, set by the command line or the environment: the largest head of a request, its first line and all headers; a larger one gets 400. Where Parley is deployed the container says so"),
    HTTP_HEAD_TIMEOUT("parley.http.head-timeout", "20s", "time, 10ms to 1h", "under `java -jar`, set by the command line or the environment: how long the head of a request over HTTP/1.1 may take, from its first byte to its last; then its connection ends. With Tomcat this holds for each pause in a head, in a TLS handshake, and of a client that does not read its answer. Where Parley is deployed the container says so"),
    PACE_PER_ADDRESS("parley.pace.per-address", "2000", "1 to 1000000", "messages, pings among them, and requests a second of clients of one address in the long run, and as many at once after a rest. Who is faster loses nothing, but is read more slowly, which the log says. What is refused with 429 counts as twenty, a WebSocket that is opened as ten, so that 200 may come at once; every 20 who receive a message count as one more, so that one a second to 5000 people takes an eighth of the default. In a container a request is handled at once, and its answer ends late. This host's have no such limit, unless a proxy has passed them on"),
    WEBSOCKET_FRAMES("parley.websocket.frames", "auto", "`auto`, `own`, `container`", "who reads and writes the frames of WebSockets: Parley itself, or the container by its endpoints, which cost more; `auto`: Parley on Tomcat, Payara, GlassFish, Undertow and WildFly, where that is tried"),
    WEBSOCKET_THREADS("parley.websocket.threads", "workers", "`workers`, `io`", "who tells listeners of messages and of connections that have ended, on Undertow and WildFly by WebSocket, under `java -jar` with Undertow also by polling: worker threads, or those that wait for all connections, which saves a change of threads; then a listener that blocks (a database, a file, another server) keeps thousands of others waiting"),
    WEBSOCKET_COMPRESSION("parley.websocket.compression", "off", "`off`, `message`, `context`", "whether WebSocket messages are compressed, with clients that offer it (permessage-deflate), where Parley reads and writes the frames: `message`: each by itself, a broadcast once for all; `context`: with those before it, which is shorter, but each receiver of a broadcast gets one of its own, and a connection keeps up to 320 kB"),
    WEBSOCKET_COMPRESSION_THRESHOLD("parley.websocket.compression-threshold", "1024", "bytes, 1 to 100000000", "the smallest WebSocket message that is compressed"),
    MESSAGE_MAX_BYTES("parley.message.max-bytes", "1000000", "bytes, 1 to 100000000", "the largest message accepted, counted as it is when nothing is compressed any more; a larger one closes with 1009"),
    MESSAGE_MAX_PARTS("parley.message.max-parts", "100000", "1 to 10000000", "frames in which one message may come; in more it closes with 1009"),
    MESSAGE_TIMEOUT("parley.message.timeout", "60s", "time, 10ms to 1h", "how long a message, or the body of a POST, may take from its beginning to its end; then its connection is closed with 1008"),
    MESSAGE_MAX_UNHANDLED("parley.message.max-unhandled", "1000", "1 to 1000000", "messages of one connection that may wait until those before them are handled; beyond, it is closed with 1008"),
    MESSAGE_MAX_STREAMS("parley.message.max-streams", "100", "1 to 10000", "binary messages that are read as streams at once, each by a thread; the clients of others wait"),
    OUTBOX_MAX_MESSAGES("parley.outbox.max-messages", "10000", "1 to 1000000", "messages that may wait for one connection; beyond, it is closed with 4408"),
    OUTBOX_MAX_BYTES("parley.outbox.max-bytes", "4000000", "bytes, 1 to 1000000000", "bytes that may wait for one connection; beyond, it is closed with 4408"),
    OUTBOX_WRITE_TIMEOUT("parley.outbox.write-timeout", "10s", "time, 10ms to 1h", "how long one message may be on its way before its connection is closed with 4408"),
    HEARTBEAT_INTERVAL("parley.heartbeat.interval", "25s", "time, 10ms to 1h", "from one ping to the next"),
    HEARTBEAT_TIMEOUT("parley.heartbeat.timeout", "20s", "time, 10ms to 1h", "silence after a ping after which a connection is dead"),
    RATE_PER_SECOND("parley.rate.per-second", "50", "1 to 1000000", "messages a second that one native client may send in the long run"),
    RATE_BURST("parley.rate.burst", "200", "1 to 1000000", "messages that it may send at once, and have waiting until it is let in; as many refused ones (at least 10) end it with 1008"),
    RATE_BYTES_PER_SECOND("parley.rate.bytes-per-second", "1000000", "bytes, 1000 to 1000000000", "bytes of messages that it may send a second in the long run"),
    RATE_BYTES_BURST("parley.rate.bytes-burst", "4000000", "bytes, 1000 to 1000000000", "bytes that it may send at once, and have waiting until it is let in; as many refused ones end it with 1008. A message that is larger counts as large as that"),
    SID_BIND_ADDRESS("parley.sid.bind-address", "false", "`true`, `false`", "whether polls, upgrades and posts of a session (Socket.IO, SSE) are taken from the address alone from which it was begun; whose network changes has to begin another. Of the same page, and of the same user where the container knows them, they must be in any case"),
    USER_SOCKETS("parley.users.max-sockets", "500", "1 to 1000000", "sockets, one for each namespace of each connection, that one user may have at once, whom a token, an account or the container says it is; further ones are refused with `USER_LIMIT` and the time to wait (1013)"),
    USER_RATE_PER_SECOND("parley.users.rate.per-second", "4000", "1 to 1000000", "events a second that all of them together may send in the long run"),
    USER_RATE_BURST("parley.users.rate.burst", "20000", "1 to 1000000", "events that they may send at once; when as many have been refused, those are closed that still do not stop"),
    USER_RATE_BYTES_PER_SECOND("parley.users.rate.bytes-per-second", "64000000", "bytes, 1000 to 1000000000", "bytes of events that all of them together may send a second in the long run"),
    USER_RATE_BYTES_BURST("parley.users.rate.bytes-burst", "320000000", "bytes, 1000 to 1000000000", "bytes that they may send at once"),
    API_RATE_PER_SECOND("parley.api.rate.per-second", "50", "1 to 1000000", "requests a second below `/api` that clients of one address may send in the long run; further ones get 429 and the time to wait. This host's have no such limit, unless a proxy has passed them on"),
    API_RATE_BURST("parley.api.rate.burst", "500", "1 to 1000000", "requests that they may send at once after a rest"),
    NAMESPACES_MAX("parley.namespaces.max", "1000", "1 to 1000000", "namespaces at once; who asks for one more is refused with `TOO_MANY_NAMESPACES` and the time to wait (503 at a handshake)"),
    NAMESPACES_PER_CONNECTION("parley.namespaces.max-per-connection", "100", "1 to 100000", "namespaces that one connection of Socket.IO may be in, or wait for, at once; further ones are refused with `TOO_MANY_NAMESPACES` and the time to wait. Native connections are in one"),
    ROOMS_PER_SOCKET("parley.rooms.max-per-socket", "100", "1 to 100000", "rooms one socket may be in"),
    ACKS_MAX_PENDING("parley.acks.max-pending", "1000", "0 to 1000000", "acknowledgements the server may wait for, per socket"),
    SOCKETIO_PATH("parley.socketio.path", "/socket.io", "a path such as /socket.io or /rt/io", "where Socket.IO's clients connect, below the context path"),
    SOCKETIO_PARSER("parley.socketio.parser", "default", "`default`, `messagepack`", "how Socket.IO packets are written; all clients must use the same"),
    SOCKETIO_CLIENT("parley.socketio.serve-client", "true", "`true`, `false`", "whether `socket.io.js` and its variants are served below that path"),
    SOCKETIO_CONTRACT("parley.socketio.serve-contract", "false", "`true`, `false`", "whether `events.d.ts` and `asyncapi.json`, which name all events and their types, are served below that path; for development"),
    SOCKETIO_REVISION_3("parley.socketio.revision-3", "true", "`true`, `false`", "whether clients 1 and 2 of Socket.IO (Engine.IO 3) may connect"),
    SOCKETIO_TRANSPORTS("parley.socketio.transports", "polling, websocket", "`polling`, `websocket`, or both", "the transports that are offered"),
    SOCKETIO_UPGRADES("parley.socketio.upgrades", "true", "`true`, `false`", "whether a client that polls may go on over a WebSocket"),
    SOCKETIO_UPGRADE_TIMEOUT("parley.socketio.upgrade-timeout", "10s", "time, 10ms to 1h", "how long that may take before polling goes on instead"),
    SOCKETIO_CLOSE_TIMEOUT("parley.socketio.close-timeout", "30s", "time, 10ms to 1h", "how long a client that polls may take to fetch the news that its session is closed"),
    SOCKETIO_COMPRESSION("parley.socketio.compression-threshold", "1024", "bytes, 0 to 100000000", "the smallest answer to a poll that is compressed; 0: none is"),
    SOCKETIO_RATE_PER_SECOND("parley.socketio.rate.per-second", "2000", "1 to 1000000", "events a second that one client of Socket.IO may send in the long run, in all its namespaces"),
    SOCKETIO_RATE_BURST("parley.socketio.rate.burst", "10000", "1 to 1000000", "events that it may send at once; as many refused ones (at least 10) end its session, with 1008 over a WebSocket"),
    SOCKETIO_RATE_BYTES_PER_SECOND("parley.socketio.rate.bytes-per-second", "32000000", "bytes, 1000 to 1000000000", "bytes of events, their attachments included, that it may send a second in the long run"),
    SOCKETIO_RATE_BYTES_BURST("parley.socketio.rate.bytes-burst", "160000000", "bytes, 1000 to 1000000000", "bytes that it may send at once; as many refused ones end its session. An event that is larger counts as large as that"),
    RECOVERY_ENABLED("parley.socketio.recovery.enabled", "false", "`true`, `false`", "whether clients of Socket.IO 4.6 and later that lose their connection get back what they had, and what they have missed"),
    RECOVERY_MAX_DISCONNECTION("parley.socketio.recovery.max-disconnection-duration", "2m", "time, 10ms to 1h", "how long they may be away"),
    RECOVERY_SKIP_MIDDLEWARES("parley.socketio.recovery.skip-middlewares", "true", "`true`, `false`", "whether they are let in without asking the middleware again"),
    RECOVERY_MAX_EVENTS("parley.socketio.recovery.max-events", "10000", "1 to 10000000", "events kept for them, per namespace; the oldest go first"),
    RECOVERY_MAX_BYTES("parley.socketio.recovery.max-bytes", "4000000", "bytes, 1 to 1000000000", "what those events may take, per namespace"),
    RECOVERY_MAX_SESSIONS("parley.socketio.recovery.max-sessions", "20000", "1 to 10000000", "how many may be away at once, in all namespaces; who is away longest is forgotten first"),
    SSE_ENABLED("parley.sse.enabled", "true", "`true`, `false`", "whether native clients that have HTTP alone are let in at `/sse`"),
    SSE_GRACE("parley.sse.grace", "30s", "time, 10ms to 1h", "how long such a client may be without its event stream before it is gone"),
    SSE_MAX_EVENTS("parley.sse.max-events", "10000", "10 to 1000000", "events that may wait for such a client; beyond, its session ends with 4408. When half as many have been written and it has not said that it has them, its stream is ended, so that it comes back and says so"),
    SSE_MAX_BYTES("parley.sse.max-bytes", "4000000", "bytes, 1000 to 1000000000", "the same in bytes"),
    COOKIE_NAME("parley.cookie.name", "", "a cookie's name; empty: no cookie", "cookie with the session's id, set by the first answer to a poll, for load balancers (Node's default name is `io`)"),
    COOKIE_PATH("parley.cookie.path", "/", "a path; empty: none", "its path"),
    COOKIE_HTTP_ONLY("parley.cookie.http-only", "true", "`true`, `false`", "whether scripts cannot read it"),
    COOKIE_SAME_SITE("parley.cookie.same-site", "lax", "`lax`, `strict`, `none`", "which requests of other sites carry it; `none` needs `parley.cookie.secure`"),
    COOKIE_SECURE("parley.cookie.secure", "false", "`true`, `false`", "whether it travels over TLS alone"),
    CORS_CREDENTIALS("parley.cors.credentials", "false", "`true`, `false`", "whether pages of other origins may poll with cookies; not together with `parley.origins=*`"),
    CORS_METHODS("parley.cors.methods", "GET,HEAD,PUT,PATCH,POST,DELETE", "methods, comma-separated", "told to pages of other origins before they poll"),
    CORS_ALLOWED_HEADERS("parley.cors.allowed-headers", "", "headers, comma-separated; empty: whatever they ask for", "the headers that pages of other origins may send"),
    CORS_EXPOSED_HEADERS("parley.cors.exposed-headers", "", "headers, comma-separated", "the headers that pages of other origins may read"),
    CORS_MAX_AGE("parley.cors.max-age", "0", "seconds, 0 to 86400", "how long browsers may remember the answer to a preflight; 0: not said"),
    CORS_PREFLIGHT_STATUS("parley.cors.preflight-status", "204", "200 to 299", "the status of that answer"),
    ATTACHMENTS_MAX("parley.attachments.max", "10", "0 to 1000", "binary parts of one Socket.IO event or acknowledgement"),
    ATTACHMENTS_MAX_BYTES("parley.attachments.max-bytes", "10000000", "bytes, 1 to 1000000000", "bytes of those parts together; a single one may be as large as `parley.message.max-bytes`"),
    ATTACHMENTS_TIMEOUT("parley.attachments.timeout", "60s", "time, 10ms to 1h", "how long those parts may take to come after their event; then the session is closed"),
    CONNECT_TIMEOUT("parley.connect.timeout", "45s", "time, 10ms to 1h", "how long a Socket.IO client may take to enter its first namespace, and a native one to show its token by a message"),
    CHAT_NAMESPACES("parley.chat.namespaces", "*", "names with the leading slash, comma-separated; `*`", "namespaces in which there is a chat"),
    CHAT_TEXT_MAX("parley.chat.text-max", "4000", "characters, 1 to 1000000", "the longest text of a chat message"),
    CHAT_FILE_MAX_BYTES("parley.chat.file.max-bytes", "10000000", "bytes, 0 to 1000000000; 0: none", "the largest file that people may send"),
    CHAT_FILE_TYPES("parley.chat.file.types", "image/*, audio/*, video/*, text/plain, text/csv, application/pdf, application/zip", "media types, comma-separated; `image/*`, `*`", "the files that people may send"),
    CHAT_FILE_MAX_WAITING("parley.chat.file.max-waiting", "100", "1 to 10000", "files of which no message speaks yet that one person may have here, and that may have come from one address; this host's have no limit but the first"),
    CHAT_FILE_MAX_WAITING_BYTES("parley.chat.file.max-waiting-bytes", "100000000", "bytes, 1 to 2000000000", "the same in bytes; a single file may always wait"),
    CHAT_ROOMS_MAX("parley.chat.rooms-max", "1000", "0 to 1000000", "chat rooms of a namespace at once"),
    CHAT_ROOMS_PER_PERSON("parley.chat.rooms-per-person", "50", "0 to 99", "chat rooms one person may be in, without the lobby"),
    CHAT_MODERATOR_ROLE("parley.chat.moderator-role", "parley-moderator", "a role", "the role of those who may mute others, send them away, keep them out, and delete what they have said; those with `parley.admin.role` may as well"),
    CHAT_PERMISSIONS("parley.chat.permissions", "", "rules such as `/team members; /#news read-only`; empty: everybody may", "who may do what in which namespace and room of the chat"),
    CHAT_STORE_URL("parley.chat.store.url", "", "`jdbc:postgresql:…`, `jdbc:h2:…`, `memory`; empty: H2 in the data folder", "the database of the chat, unless the container has one named `jdbc/parley`; `memory`: what was said is forgotten with the process"),
    CHAT_STORE_USER("parley.chat.store.user", "", "", "its user"),
    CHAT_STORE_PASSWORD("parley.chat.store.password", "", "", "its password"),
    CHAT_SPOOL_MAX_BYTES("parley.chat.spool.max-bytes", "64000000", "bytes, 1000000 to 1000000000", "what may wait on disk for the database; beyond, messages are refused"),
    DATA_FOLDER("parley.data.folder", "", "a folder; empty: `parley-data` beside the container's data", "where the spool lies, and the chat's database if it is H2 in a file; no other Parley may use it"),
    CODES_SAVE_USER("parley.codes.save-user", "1", "0 to 2147483647", "codes dialect: the number of \"save user info\""),
    CODES_MESSAGE("parley.codes.message", "2", "0 to 2147483647", "codes dialect: the number of \"receive message\""),
    CODES_CLOSE("parley.codes.close", "3", "0 to 2147483647", "codes dialect: the number of \"close connection\""),
    CODES_ERROR("parley.codes.error", "4", "0 to 2147483647", "codes dialect: the number of a refusal"),
    CLIENT_CALLERS("parley.client.callers", "local", "`local`, `anyone`, `nobody`", "who may `POST /client/{id}`: this host alone, everybody, nobody; behind a proxy on the same host choose `nobody`"),
    CLIENT_MAX_BYTES("parley.client.max-bytes", "65536", "bytes, 1 to 100000000", "the largest body of `POST /client/{id}`; a larger one gets 413");

    private final String key;
    private final String defaultValue;
    private final String range;
    private final String meaning;

    Option(String key, String defaultValue, String range, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.range = range;
        this.meaning = meaning;
    }

    /** Its name as a system property and context parameter. */
    public String key() {
        return key;
    }

    /** Its name in the environment: {@code PARLEY_MESSAGE_MAX_BYTES}. */
    public String environmentName() {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Its name in JNDI below {@code java:comp/env}: {@code parley/message/max-bytes}. */
    public String jndiName() {
        return key.replace('.', '/');
    }

    /** Whether its value is nobody's to read. */
    public boolean isSecret() {
        return this == SECRET_VALUE || this == CHAT_STORE_PASSWORD;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** Unit and range, for people. */
    public String range() {
        return range;
    }

    public String meaning() {
        return meaning;
    }
}
