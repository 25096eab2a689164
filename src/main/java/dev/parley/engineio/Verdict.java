package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.Revision;
import java.util.Map;
import java.util.OptionalInt;

/** What is to be done with a request. */
public sealed interface Verdict {

    /**
     * It opens a session, whose id will be this.
     *
     * @param request with whom it belongs to
     * @param sent the same as it came: what continues the session must be like it
     */
    record Opens(
            String sid,
            TransportName transport,
            Revision revision,
            boolean isTextOnly,
            OpeningRequest request,
            OpeningRequest sent)
            implements Verdict {}

    /** It belongs to a session. */
    record Continues(PollingSession session) implements Verdict {}

    /**
     * It is refused: the event {@code connection_error} of Node's server.
     *
     * @param message what the client is told; that of the error unless a {@link dev.parley.connection.HandshakeCheck} gave another
     * @param context what more there is to know, for logs and listeners
     * @param status the status of the answer where a check gave its own; else that of the protocol
     * @param headers headers of the answer
     */
    record Refused(
            EngineError error,
            String message,
            Map<String, String> context,
            OptionalInt status,
            Map<String, String> headers)
            implements Verdict {
        public Refused {
            requireNonNull(error, "error");
            requireNonNull(message, "message");
            requireNonNull(status, "status");
            context = Map.copyOf(context);
            headers = Map.copyOf(headers);
        }

        private Refused(EngineError error, String message, Map<String, String> context) {
            this(error, message, context, OptionalInt.empty(), Map.of());
        }

        /** A page that may not connect. */
        public static Refused origin(String origin) {
            return of(EngineError.FORBIDDEN, "origin", origin);
        }

        /** RFC 6455, 4.4: the answer says which version there is. */
        public static Refused webSocketVersion(String version) {
            return new Refused(
                    EngineError.BAD_REQUEST,
                    "Sec-WebSocket-Version must be 13",
                    Map.of("version", String.valueOf(version)),
                    OptionalInt.empty(),
                    Map.of("Sec-WebSocket-Version", "13"));
        }

        /** There is no room for one more. Node's server knows no such thing, so it is forbidden. */
        public static Refused noRoom(NoRoom why) {
            return new Refused(
                    EngineError.FORBIDDEN,
                    why.message(),
                    Map.of("name", why.name()),
                    OptionalInt.of(why.status()),
                    why.headers());
        }

        /**
         * It was to become a WebSocket, and the container has answered otherwise: the handshake breaks RFC 6455, or there is no
         * WebSocket at this very path.
         *
         * @param status what it was answered with
         */
        public static Refused webSocketHandshake(int status) {
            return new Refused(
                    EngineError.BAD_REQUEST,
                    EngineError.BAD_REQUEST.message(),
                    Map.of("name", "WEBSOCKET_HANDSHAKE_ERROR"),
                    OptionalInt.of(status),
                    Map.of());
        }

        static Refused by(HandshakeRefused no) {
            String message = no.getMessage();
            return new Refused(
                    EngineError.FORBIDDEN, message, Map.of("message", message), no.status(), no.headers());
        }

        /** @param name what exactly is wrong with a bad request, in Node's words */
        static Refused badRequest(String name) {
            return new Refused(EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message(), Map.of("name", name));
        }

        static Refused of(EngineError error, String fact, String value) {
            return new Refused(error, error.message(), Map.of(fact, String.valueOf(value)));
        }
    }
}
