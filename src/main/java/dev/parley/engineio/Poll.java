package dev.parley.engineio;

import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.PayloadCodec.Payload;

/**
 * A poll that waits for its answer: a GET whose request is held open. Implemented by whoever speaks HTTP. One of the
 * answers is given, once, by any thread, which must not be made to wait for the client.
 */
public interface Poll {

    /** Whether the answer can only be text, whatever the session says. */
    boolean isTextOnly();

    /**
     * Answers with packets.
     *
     * @param compress whether it may be compressed
     */
    void answer(Payload payload, boolean compress);

    /** Answers with an error. */
    void refuse(EngineError error);

    /** Answers 400 without a body. */
    void reject();
}
