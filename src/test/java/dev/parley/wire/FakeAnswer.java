package dev.parley.wire;

import dev.parley.connection.Message;
import dev.parley.socketio.EventRefused;

/** Remembers how a POST was answered; nothing while it was not. */
final class FakeAnswer implements SseAnswer {
    private String given = "";

    private void give(String answer) {
        if (!given.isEmpty()) {
            throw new IllegalStateException("answered twice: " + given + ", " + answer);
        }
        given = answer;
    }

    @Override
    public void acknowledged(Message.Text frame) {
        give(frame.text());
    }

    @Override
    public void accepted() {
        give("accepted");
    }

    @Override
    public void refused(EventRefused refusal) {
        give("refused " + refusal.code());
    }

    @Override
    public void busy(String rule) {
        give("busy: " + rule);
    }

    @Override
    public void gone() {
        give("gone");
    }

    @Override
    public String toString() {
        return given;
    }
}
