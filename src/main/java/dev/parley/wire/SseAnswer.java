package dev.parley.wire;

import dev.parley.connection.Message;
import dev.parley.socketio.EventRefused;

/** The answer to one POST: one of these is called, once, by any thread. */
public interface SseAnswer {

    /** The acknowledgement that the client has asked for. */
    void acknowledged(Message.Text frame);

    /** The listeners have been told. An acknowledgement that takes too long comes as an event. */
    void accepted();

    /** No listener has been told. */
    void refused(EventRefused refusal);

    /**
     * Too many are unanswered already.
     *
     * @param rule how many may be, and by which option
     */
    void busy(String rule);

    /** The session is over. */
    void gone();
}
