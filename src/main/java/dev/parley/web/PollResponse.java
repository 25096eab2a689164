package dev.parley.web;

import dev.parley.engineio.Poll;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.Jsonp;
import dev.parley.engineio.protocol.PayloadCodec.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers a poll over HTTP. */
final class PollResponse implements Poll {
    private final DeferredResponse response;
    private final PollFormat format;

    PollResponse(DeferredResponse response, PollFormat format) {
        this.response = response;
        this.format = format;
    }

    @Override
    public boolean isTextOnly() {
        return format.jsonp().isPresent();
    }

    @Override
    public void answer(Payload payload) {
        response.answer(format.answer(payload));
    }

    @Override
    public void refuse(EngineError error) {
        response.answer(HttpAnswer.error(error));
    }

    @Override
    public void reject() {
        response.answer(HttpAnswer.BAD_REQUEST);
    }

    /**
     * How a client wants its payloads.
     *
     * @param jsonp the index of the function to be called, for a client that polls by script elements
     * @param coding the coding it takes
     * @param threshold the smallest body that is compressed, in bytes; 0: none is
     */
    record PollFormat(Optional<String> jsonp, ContentCoding coding, int threshold) {

        HttpAnswer answer(Payload payload) {
            if (payload instanceof Payload.Binary binary) {
                ByteBuffer body = binary.body();
                byte[] bytes = new byte[body.remaining()];
                body.get(bytes);
                return packed("application/octet-stream", bytes);
            }
            String text = ((Payload.Text) payload).body();
            if (jsonp.isPresent()) {
                // as a script: with "nosniff" browsers run nothing else
                return packed("text/javascript; charset=UTF-8", utf8(Jsonp.call(jsonp.get(), text)));
            }
            return packed("text/plain; charset=UTF-8", utf8(text));
        }

        private HttpAnswer packed(String type, byte[] body) {
            if (threshold == 0 || body.length < threshold || coding == ContentCoding.IDENTITY) {
                return new HttpAnswer(200, type, null, body);
            }
            try {
                return new HttpAnswer(200, type, coding.token(), coding.pack(body));
            } catch (IOException e) { // there is no device beneath that could fail
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
