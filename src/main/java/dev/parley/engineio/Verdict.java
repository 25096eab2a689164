package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.OpeningRequest;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.Revision;
import java.util.Map;
import java.util.OptionalInt;

/** What is to be done with a request. */
public sealed interface Verdict {

    /** It opens a session, whose id will be this. */
    record Opens(String sid, TransportName transport, Revision revision, boolean isTextOnly, OpeningRequest request)
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
