package dev.parley.web;

import dev.parley.engineio.Poll;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.PayloadCodec.Payload;
import java.util.function.Consumer;

/** Answers a poll over HTTP. */
final class PollResponse implements Poll {
    private final Consumer<HttpAnswer> answers;
    private final PollFormat format;

    /** @param answers get the answer, on any thread */
    PollResponse(Consumer<HttpAnswer> answers, PollFormat format) {
        this.answers = answers;
        this.format = format;
    }

    @Override
    public boolean isTextOnly() {
        return format.jsonp().isPresent();
    }

    @Override
    public void answer(Payload payload, boolean compress) {
        answers.accept(format.answer(payload, compress));
    }

    @Override
    public void refuse(EngineError error) {
        answers.accept(HttpAnswer.error(error));
    }

    @Override
    public void reject() {
        answers.accept(HttpAnswer.BAD_REQUEST);
    }
}
