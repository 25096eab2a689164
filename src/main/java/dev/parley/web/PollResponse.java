package dev.parley.web;

import dev.parley.engineio.Poll;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.PayloadCodec.Payload;

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
    public void answer(Payload payload, boolean compress) {
        response.answer(format.answer(payload, compress));
    }

    @Override
    public void refuse(EngineError error) {
        response.answer(HttpAnswer.error(error));
    }

    @Override
    public void reject() {
        response.answer(HttpAnswer.BAD_REQUEST);
    }
}
