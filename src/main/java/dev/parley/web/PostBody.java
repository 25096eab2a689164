package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.QueryString;
import dev.parley.engineio.CloseReason;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.PollingSession;
import dev.parley.engineio.Post;
import dev.parley.engineio.PostedPackets;
import dev.parley.engineio.protocol.Jsonp;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads what a client that polls has to say. Safe for use by many threads. */
final class PostBody {
    private final EngineServer engine;
    private final Connections connections;

    PostBody(EngineServer engine, Connections connections) {
        this.engine = engine;
        this.connections = connections;
    }

    /** Reads a POST, hands its packets to the session, and answers it. No thread waits for a client that sends slowly. */
    void read(PollingSession session, HttpServletRequest request, DeferredResponse response) {
        Exchange exchange = new Exchange(session, request, response);
        if (!session.postBegins()) {
            response.answer(HttpAnswer.BAD_REQUEST);
        } else if (exchange.isBinary() && session.revision() == Revision.V4) {
            exchange.failed(CloseReason.TRANSPORT_ERROR, "invalid content");
        } else if (request.getContentLengthLong() > engine.maxPayload()) {
            exchange.tooLarge();
        } else {
            exchange.begin();
        }
        if (!exchange.isHeld()) {
            response.settle();
        }
    }

    /** One POST and its answer. */
    private final class Exchange implements SlowBody.Reader {
        private final PollingSession session;
        private final HttpServletRequest request;
        private final DeferredResponse response;
        private boolean isHeld;

        Exchange(PollingSession session, HttpServletRequest request, DeferredResponse response) {
            this.session = session;
            this.request = request;
            this.response = response;
        }

        boolean isHeld() {
            return isHeld;
        }

        boolean isBinary() {
            return contentType(request).equals("application/octet-stream");
        }

        void begin() {
            isHeld = SlowBody.read(request, response, connections, this);
        }

        @Override
        public void whole(byte[] body) {
            session.posted(packets(session, request, body, isBinary()), new Post() {
                @Override
                public void accept() { // also what is no payload, as Node's server does
                    response.answer(HttpAnswer.OK);
                }

                @Override
                public void reject() {
                    response.answer(HttpAnswer.BAD_REQUEST);
                }
            });
        }

        @Override
        public void tooLarge() {
            session.postRefused();
            response.answer(HttpAnswer.TOO_LARGE);
        }

        @Override
        public void cut() {
            failed(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
        }

        void failed(CloseReason reason, String detail) {
            session.postFailed(reason, detail);
            response.answer(HttpAnswer.BAD_REQUEST);
        }
    }

    private static PostedPackets packets(
            PollingSession session, HttpServletRequest request, byte[] body, boolean isBinary) {
        PayloadCodec codec = PayloadCodec.of(session.revision());
        if (isBinary) {
            return each -> codec.decode(ByteBuffer.wrap(body), each);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (QueryString.last(request.getQueryString(), "j") == null) {
            return each -> codec.decode(text, each);
        }
        String field = QueryString.last(text, "d");
        return field == null ? each -> {} : each -> codec.decode(Jsonp.payload(field), each);
    }

    private static String contentType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    }
}
