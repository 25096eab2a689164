package dev.parley.web;

import dev.parley.connection.QueryString;
import dev.parley.engineio.CloseReason;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Post;
import dev.parley.engineio.Session;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.Jsonp;
import dev.parley.engineio.protocol.MalformedPayloadException;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads what a client that polls has to say. Safe for use by many threads. */
final class PostBody {
    private final EngineServer engine;

    PostBody(EngineServer engine) {
        this.engine = engine;
    }

    /** Reads a POST, hands its packets to the session, and answers it. */
    void read(Session session, HttpServletRequest request, DeferredResponse response) {
        if (session.postBegins()) {
            readAlone(session, request, response);
        } else {
            response.answer(HttpAnswer.BAD_REQUEST);
        }
        response.settle();
    }

    private void readAlone(Session session, HttpServletRequest request, DeferredResponse response) {
        boolean isBinary = contentType(request).equals("application/octet-stream");
        if (isBinary && session.revision() == Revision.V4) {
            session.postFailed(CloseReason.TRANSPORT_ERROR, "invalid content");
            response.answer(HttpAnswer.BAD_REQUEST);
            return;
        }
        byte[] body;
        try {
            body = bytes(request);
        } catch (IOException | RuntimeException cut) { // containers say it in different ways
            session.postFailed(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
            response.answer(HttpAnswer.BAD_REQUEST);
            return;
        }
        if (body.length > engine.maxPayload()) {
            session.postRefused();
            response.answer(HttpAnswer.TOO_LARGE);
            return;
        }
        List<EnginePacket> packets;
        try {
            packets = packets(session, request, body, isBinary);
        } catch (MalformedPayloadException malformed) {
            session.postFailed(CloseReason.PARSE_ERROR, malformed.getMessage());
            response.answer(HttpAnswer.OK);
            return;
        }
        session.posted(packets, new Post() {
            @Override
            public void accept() {
                response.answer(HttpAnswer.OK);
            }

            @Override
            public void reject() {
                response.answer(HttpAnswer.BAD_REQUEST);
            }
        });
    }

    /** The body, or one byte more than is allowed. */
    private byte[] bytes(HttpServletRequest request) throws IOException {
        int most = engine.maxPayload() + 1;
        long announced = request.getContentLengthLong();
        if (announced >= most) {
            return new byte[most]; // need not be read to be refused
        }
        byte[] body = request.getInputStream().readNBytes(most);
        if (body.length < announced) {
            throw new IOException("the body ends after " + body.length + " of " + announced + " bytes");
        }
        return body;
    }

    private static List<EnginePacket> packets(
            Session session, HttpServletRequest request, byte[] body, boolean isBinary) {
        PayloadCodec codec = PayloadCodec.of(session.revision());
        if (isBinary) {
            return codec.decode(ByteBuffer.wrap(body));
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (QueryString.last(QueryString.parse(request.getQueryString()), "j") == null) {
            return codec.decode(text);
        }
        String field = QueryString.last(QueryString.parse(text), "d");
        return field == null ? List.of() : codec.decode(Jsonp.payload(field));
    }

    private static String contentType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    }
}
