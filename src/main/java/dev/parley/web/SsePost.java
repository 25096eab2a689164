package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.Message;
import dev.parley.socketio.EventRefused;
import dev.parley.wire.SseAnswer;
import dev.parley.wire.SseConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the one message that is in a POST, hands it to its session, and answers. Safe for use by many threads. */
final class SsePost {
    private final Connections connections;

    SsePost(Connections connections) {
        this.connections = connections;
    }

    /** No thread waits for a client that sends slowly, nor for an acknowledgement. */
    void read(SseConnection session, HttpServletRequest request, HttpServletResponse response) {
        DeferredResponse deferred = new DeferredResponse(request, response, connections, () -> {});
        Exchange exchange = new Exchange(session, deferred);
        boolean isHeld = false;
        if (!JsonRequest.isJson(request)) {
            exchange.refuse(SseRefusal.of(415, "CONTENT_TYPE", "Content-Type must be application/json, in UTF-8"));
        } else if (request.getContentLengthLong() > connections.options().messages().maxBytes()) {
            exchange.tooLarge();
        } else {
            isHeld = SlowBody.read(
                    request, deferred, connections, connections.options().messages().maxBytes(), exchange);
        }
        if (!isHeld) {
            deferred.settle();
        }
    }

    private final class Exchange implements SlowBody.Reader, SseAnswer {
        private final SseConnection session;
        private final DeferredResponse response;

        Exchange(SseConnection session, DeferredResponse response) {
            this.session = session;
            this.response = response;
        }

        @Override
        public void whole(byte[] body) {
            session.post(message(ByteBuffer.wrap(body)), this);
        }

        /** What is no text is refused where it is counted: as a binary message. */
        private static Message message(ByteBuffer body) {
            try {
                return Message.text(StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString());
            } catch (CharacterCodingException malformed) {
                return Message.binary(body);
            }
        }

        @Override
        public void tooLarge() {
            int most = connections.options().messages().maxBytes();
            refuse(SseRefusal.of(413, "TOO_LARGE", "a message must have at most " + most + " bytes (parley.message.max-bytes)"));
        }

        @Override
        public void cut() {
            refuse(SseRefusal.of(400, "BODY_CUT", "the body did not come to its end"));
        }

        @Override
        public void acknowledged(Message.Text frame) {
            response.answer(HttpAnswer.text(HttpServletResponse.SC_OK, "application/json", frame.text()));
        }

        @Override
        public void accepted() {
            response.answer(new HttpAnswer(HttpServletResponse.SC_ACCEPTED, null, null, HttpAnswer.NOTHING));
        }

        @Override
        public void refused(EventRefused refusal) {
            refuse(SseRefusal.of(refusal));
        }

        @Override
        public void busy(String rule) {
            refuse(SseRefusal.busy(rule));
        }

        @Override
        public void gone() {
            refuse(SseRefusal.noSession());
        }

        void refuse(SseRefusal refusal) {
            response.answer(refusal.answer());
        }
    }
}
