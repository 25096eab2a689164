package dev.parley.web;

import dev.parley.auth.OriginPolicy;
import dev.parley.chat.ChatOptions;
import dev.parley.chat.wire.CodeNumbers;
import dev.parley.config.Configuration;
import dev.parley.config.Option;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.OutboxOptions;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.wire.RateOptions;
import java.util.List;

/**
 * The options of one deployment, read and checked. Immutable.
 *
 * @param chatNamespaces names with the leading slash; {@code *} alone: all
 * @param clientMaxBytes the largest body of {@code POST /client/{id}}
 */
record Settings(
        OriginPolicy origins,
        ConnectionOptions connections,
        RateOptions rate,
        SocketIoOptions socketIo,
        ChatOptions chat,
        List<String> chatNamespaces,
        CodeNumbers codes,
        Callers clientCallers,
        int clientMaxBytes) {

    /** Who may call something that is not for the whole world. */
    enum Callers {
        LOCAL,
        ANYONE,
        NOBODY
    }

    /** @throws dev.parley.config.InvalidOptionException naming the first option that has an impossible value */
    static Settings read(Configuration options) {
        return new Settings(
                origins(options),
                connections(options),
                new RateOptions(
                        options.integer(Option.RATE_PER_SECOND, 1, 1_000_000),
                        options.integer(Option.RATE_BURST, 1, 1_000_000)),
                new SocketIoOptions(
                        options.integer(Option.NAMESPACES_MAX, 1, 1_000_000),
                        options.integer(Option.ROOMS_PER_SOCKET, 1, 100_000),
                        options.integer(Option.ACKS_MAX_PENDING, 0, 1_000_000)),
                chat(options),
                chatNamespaces(options),
                codes(options),
                options.oneOf(Option.CLIENT_CALLERS, Callers.class),
                options.integer(Option.CLIENT_MAX_BYTES, 1, 100_000_000));
    }

    private static OriginPolicy origins(Configuration options) {
        try {
            return OriginPolicy.sameHostAnd(options.list(Option.ORIGINS));
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.ORIGINS, "a list of origins such as https://chat.example.org, or * alone");
        }
    }

    private static ConnectionOptions connections(Configuration options) {
        return new ConnectionOptions(
                options.integer(Option.CONNECTIONS_MAX, 1, 10_000_000),
                options.integer(Option.MESSAGE_MAX_BYTES, 1, 100_000_000),
                new HeartbeatOptions(options.time(Option.HEARTBEAT_INTERVAL), options.time(Option.HEARTBEAT_TIMEOUT)),
                new OutboxOptions(
                        options.integer(Option.OUTBOX_MAX_MESSAGES, 1, 1_000_000),
                        options.integer(Option.OUTBOX_MAX_BYTES, 1, 1_000_000_000),
                        options.time(Option.OUTBOX_WRITE_TIMEOUT)));
    }

    private static ChatOptions chat(Configuration options) {
        int perPerson = options.integer(Option.CHAT_ROOMS_PER_PERSON, 0, 99);
        if (perPerson >= options.integer(Option.ROOMS_PER_SOCKET, 1, 100_000)) {
            throw options.invalid(
                    Option.CHAT_ROOMS_PER_PERSON, "less than " + Option.ROOMS_PER_SOCKET.key() + ", for the lobby is one more");
        }
        return new ChatOptions(
                options.integer(Option.CHAT_TEXT_MAX, 1, 1_000_000),
                options.integer(Option.CHAT_ROOMS_MAX, 0, 1_000_000),
                perPerson);
    }

    private static List<String> chatNamespaces(Configuration options) {
        List<String> names = options.list(Option.CHAT_NAMESPACES);
        boolean isList = names.stream().allMatch(name -> name.equals("/")
                || NativeAddress.of("/ws" + name)
                        .filter(address -> address.namespace().equals(name))
                        .isPresent());
        if (!isList && !names.equals(List.of("*"))) {
            throw options.invalid(Option.CHAT_NAMESPACES, "a list of names such as /, /team, or * alone");
        }
        return names;
    }

    private static CodeNumbers codes(Configuration options) {
        int most = Integer.MAX_VALUE;
        try {
            return new CodeNumbers(
                    options.integer(Option.CODES_SAVE_USER, 0, most),
                    options.integer(Option.CODES_MESSAGE, 0, most),
                    options.integer(Option.CODES_CLOSE, 0, most),
                    options.integer(Option.CODES_ERROR, 0, most));
        } catch (dev.parley.config.InvalidOptionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.CODES_SAVE_USER, "different from the other codes");
        }
    }
}
