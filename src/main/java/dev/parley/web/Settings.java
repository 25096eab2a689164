package dev.parley.web;

import dev.parley.auth.CorsPolicy;
import dev.parley.auth.OriginPolicy;
import dev.parley.auth.TrustedProxies;
import dev.parley.config.Configuration;
import dev.parley.config.Option;
import dev.parley.connection.AddressOptions;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OutboxOptions;
import dev.parley.connection.RateOptions;
import dev.parley.engineio.EngineOptions;
import dev.parley.engineio.TransportName;
import dev.parley.socketio.AttachmentOptions;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.UserOptions;
import dev.parley.socketio.engine.Parser;
import dev.parley.websocket.Compression;
import dev.parley.websocket.DeflateOptions;
import dev.parley.wire.SseOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The options of the server, read and checked. Immutable.
 *
 * @param socketIoPath without a slash at the end
 */
record Settings(
        OriginPolicy origins,
        TrustedProxies proxies,
        AuthSettings auth,
        List<String> sessionAttributes,
        ConnectionOptions connections,
        FrameChoice frames,
        ThreadChoice handlers,
        DeflateOptions deflate,
        RateOptions rate,
        SocketIoOptions socketIo,
        String socketIoPath,
        Parser parser,
        boolean servesClient,
        boolean servesContract,
        boolean offersSse,
        SseOptions sse,
        EngineSettings engine) {
    /** Of {@link Option#SOCKETIO_PATH}. */
    static final String PATH_RULE = "a path such as /socket.io where nothing else is";

    /** What may be a method, or the name of a header or a cookie (RFC 9110, 5.6.2). */
    static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** @throws dev.parley.config.InvalidOptionException naming the first option that has an impossible value */
    static Settings read(Configuration options) {
        return new Settings(
                origins(options),
                proxies(options),
                AuthSettings.read(options),
                options.list(Option.SESSION_ATTRIBUTES),
                connections(options),
                options.oneOf(Option.WEBSOCKET_FRAMES, FrameChoice.class),
                options.oneOf(Option.WEBSOCKET_THREADS, ThreadChoice.class),
                new DeflateOptions(
                        options.oneOf(Option.WEBSOCKET_COMPRESSION, Compression.class),
                        options.integer(Option.WEBSOCKET_COMPRESSION_THRESHOLD, 1, 100_000_000)),
                rate(options, Option.RATE_PER_SECOND, Option.RATE_BURST, Option.RATE_BYTES_PER_SECOND, Option.RATE_BYTES_BURST),
                new SocketIoOptions(
                        options.integer(Option.NAMESPACES_MAX, 1, 1_000_000),
                        options.integer(Option.NAMESPACES_PER_CONNECTION, 1, 100_000),
                        options.integer(Option.ROOMS_PER_SOCKET, 1, 100_000),
                        options.integer(Option.ACKS_MAX_PENDING, 0, 1_000_000),
                        new AttachmentOptions(
                                options.integer(Option.ATTACHMENTS_MAX, 0, 1_000),
                                options.integer(Option.ATTACHMENTS_MAX_BYTES, 1, 1_000_000_000),
                                options.time(Option.ATTACHMENTS_TIMEOUT)),
                        options.time(Option.CONNECT_TIMEOUT),
                        rate(
                                options,
                                Option.SOCKETIO_RATE_PER_SECOND,
                                Option.SOCKETIO_RATE_BURST,
                                Option.SOCKETIO_RATE_BYTES_PER_SECOND,
                                Option.SOCKETIO_RATE_BYTES_BURST),
                        new UserOptions(
                                options.integer(Option.USER_SOCKETS, 1, 1_000_000),
                                rate(
                                        options,
                                        Option.USER_RATE_PER_SECOND,
                                        Option.USER_RATE_BURST,
                                        Option.USER_RATE_BYTES_PER_SECOND,
                                        Option.USER_RATE_BYTES_BURST)),
                        recovery(options)),
                socketIoPath(options),
                options.oneOf(Option.SOCKETIO_PARSER, Parser.class),
                options.flag(Option.SOCKETIO_CLIENT),
                options.flag(Option.SOCKETIO_CONTRACT),
                options.flag(Option.SSE_ENABLED),
                new SseOptions(
                        options.time(Option.SSE_GRACE),
                        options.integer(Option.SSE_MAX_EVENTS, 10, 1_000_000),
                        options.integer(Option.SSE_MAX_BYTES, 1_000, 1_000_000_000)),
                engine(options));
    }

    private static RecoveryOptions recovery(Configuration options) {
        return new RecoveryOptions(
                options.flag(Option.RECOVERY_ENABLED),
                options.time(Option.RECOVERY_MAX_DISCONNECTION),
                options.flag(Option.RECOVERY_SKIP_MIDDLEWARES),
                options.integer(Option.RECOVERY_MAX_EVENTS, 1, 10_000_000),
                options.integer(Option.RECOVERY_MAX_BYTES, 1, 1_000_000_000),
                options.integer(Option.RECOVERY_MAX_SESSIONS, 1, 10_000_000));
    }

    private static OriginPolicy origins(Configuration options) {
        try {
            return OriginPolicy.sameHostAnd(options.list(Option.ORIGINS));
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.ORIGINS, "a list of origins such as https://chat.example.org, or * alone");
        }
    }

    private static TrustedProxies proxies(Configuration options) {
        try {
            return TrustedProxies.of(options.list(Option.PROXIES));
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.PROXIES, "a list of addresses such as 10.1.2.3 or ::1, or blocks such as 10.0.0.0/8");
        }
    }

    private static RateOptions rate(
            Configuration options, Option perSecond, Option burst, Option bytesPerSecond, Option byteBurst) {
        return new RateOptions(
                options.integer(perSecond, 1, 1_000_000),
                options.integer(burst, 1, 1_000_000),
                options.integer(bytesPerSecond, 1_000, 1_000_000_000),
                options.integer(byteBurst, 1_000, 1_000_000_000));
    }

    private static ConnectionOptions connections(Configuration options) {
        return new ConnectionOptions(
                options.integer(Option.CONNECTIONS_MAX, 1, 10_000_000),
                new MessageOptions(
                        options.integer(Option.MESSAGE_MAX_BYTES, 1, 100_000_000),
                        options.integer(Option.MESSAGE_MAX_PARTS, 1, 10_000_000),
                        options.time(Option.MESSAGE_TIMEOUT),
                        options.integer(Option.MESSAGE_MAX_UNHANDLED, 1, 1_000_000),
                        options.integer(Option.MESSAGE_MAX_STREAMS, 1, 10_000)),
                new HeartbeatOptions(options.time(Option.HEARTBEAT_INTERVAL), options.time(Option.HEARTBEAT_TIMEOUT)),
                new OutboxOptions(
                        options.integer(Option.OUTBOX_MAX_MESSAGES, 1, 1_000_000),
                        options.integer(Option.OUTBOX_MAX_BYTES, 1, 1_000_000_000),
                        options.time(Option.OUTBOX_WRITE_TIMEOUT)),
                new AddressOptions(
                        options.integer(Option.CONNECTIONS_PER_ADDRESS, 1, 10_000_000),
                        options.integer(Option.HANDSHAKES_PER_SECOND, 1, 1_000_000),
                        options.integer(Option.HANDSHAKES_BURST, 1, 10_000_000),
                        options.integer(Option.PACE_PER_ADDRESS, 1, 1_000_000)));
    }

    private static String socketIoPath(Configuration options) {
        String path = options.text(Option.SOCKETIO_PATH);
        String normal = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!Mounts.isPath(normal)) {
            throw options.invalid(Option.SOCKETIO_PATH, PATH_RULE);
        }
        return normal;
    }

    private static EngineSettings engine(Configuration options) {
        return new EngineSettings(
                new EngineOptions(
                        new HeartbeatOptions(
                                options.time(Option.HEARTBEAT_INTERVAL), options.time(Option.HEARTBEAT_TIMEOUT)),
                        options.time(Option.SOCKETIO_UPGRADE_TIMEOUT),
                        options.time(Option.SOCKETIO_CLOSE_TIMEOUT),
                        transports(options),
                        options.flag(Option.SOCKETIO_UPGRADES),
                        options.flag(Option.SOCKETIO_REVISION_3)),
                cors(options),
                cookie(options),
                options.flag(Option.SID_BIND_ADDRESS),
                options.integer(Option.SOCKETIO_COMPRESSION, 0, 100_000_000));
    }

    private static Set<TransportName> transports(Configuration options) {
        Set<TransportName> transports = EnumSet.noneOf(TransportName.class);
        for (String name : options.list(Option.SOCKETIO_TRANSPORTS)) {
            transports.add(Arrays.stream(TransportName.values())
                    .filter(transport -> transport.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> options.invalid(Option.SOCKETIO_TRANSPORTS, "polling, websocket, or both")));
        }
        if (transports.isEmpty()) {
            throw options.invalid(Option.SOCKETIO_TRANSPORTS, "polling, websocket, or both");
        }
        return transports;
    }

    private static CorsPolicy cors(Configuration options) {
        OriginPolicy origins = origins(options);
        boolean credentials = options.flag(Option.CORS_CREDENTIALS);
        if (credentials && origins.allowsAll()) {
            throw options.invalid(Option.CORS_CREDENTIALS, "false where parley.origins is *");
        }
        return new CorsPolicy(
                origins,
                credentials,
                tokens(options, Option.CORS_METHODS),
                tokens(options, Option.CORS_ALLOWED_HEADERS),
                tokens(options, Option.CORS_EXPOSED_HEADERS),
                options.integer(Option.CORS_MAX_AGE, 0, 86_400),
                options.integer(Option.CORS_PREFLIGHT_STATUS, 200, 299));
    }

    private static List<String> tokens(Configuration options, Option option) {
        List<String> tokens = options.list(option);
        if (!tokens.stream().allMatch(token -> token.matches(TOKEN))) {
            throw options.invalid(option, "a list of names as they stand in headers");
        }
        return tokens;
    }

    private static CookieOptions cookie(Configuration options) {
        String name = options.text(Option.COOKIE_NAME);
        if (!name.isEmpty() && !name.matches(TOKEN)) { // RFC 6265, 4.1.1
            throw options.invalid(Option.COOKIE_NAME, "a cookie's name");
        }
        String path = options.text(Option.COOKIE_PATH);
        if (!path.matches("(/[\\x21-\\x3a\\x3c-\\x7e]*)?")) {
            throw options.invalid(Option.COOKIE_PATH, "a path");
        }
        CookieOptions.SameSite sameSite = options.oneOf(Option.COOKIE_SAME_SITE, CookieOptions.SameSite.class);
        boolean secure = options.flag(Option.COOKIE_SECURE);
        if (sameSite == CookieOptions.SameSite.NONE && !secure) {
            throw options.invalid(Option.COOKIE_SAME_SITE, "lax or strict unless parley.cookie.secure is true");
        }
        return new CookieOptions(name, path, options.flag(Option.COOKIE_HTTP_ONLY), sameSite, secure);
    }
}
