package dev.parley.web;

import dev.parley.engineio.protocol.Jsonp;
import dev.parley.engineio.protocol.PayloadCodec.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How a client wants its payloads.
 *
 * @param jsonp the index of the function to be called, for a client that polls by script elements
 * @param accepted its {@code Accept-Encoding} lines
 * @param threshold the smallest body that is compressed, in bytes; 0: none is
 */
record PollFormat(Optional<String> jsonp, List<String> accepted, int threshold) {

    HttpAnswer answer(Payload payload, boolean compress) {
        if (payload instanceof Payload.Binary binary) {
            ByteBuffer body = binary.body();
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            return packed("application/octet-stream", bytes, compress);
        }
        String text = ((Payload.Text) payload).body();
        if (jsonp.isPresent()) {
            // as a script: with "nosniff" browsers run nothing else
            return packed("text/javascript; charset=UTF-8", utf8(Jsonp.call(jsonp.get(), text)), compress);
        }
        return packed("text/plain; charset=UTF-8", utf8(text), compress);
    }

    private HttpAnswer packed(String type, byte[] body, boolean compress) {
        boolean isWorthIt = compress && threshold > 0 && body.length >= threshold;
        ContentCoding coding = isWorthIt ? ContentCoding.preferredBy(accepted) : ContentCoding.IDENTITY;
        if (coding == ContentCoding.IDENTITY) {
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
