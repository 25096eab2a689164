package dev.parley.wire;

import dev.parley.connection.Message;
import dev.parley.socketio.EventRefused;

/**
 * Where a client's message can be answered apart from all else that it is sent: a POST has an answer of its own, a
 * WebSocket's message has none. Safe for use by many threads; the first answer counts.
 */
interface Reply {
    /** There is no such place: what answers a message travels as a message. */
    Reply NONE = new Reply() {
        @Override
        public boolean acknowledge(Message frame) {
            return false;
        }

        @Override
        public boolean refuse(EventRefused refusal) {
            return false;
        }

        @Override
        public void handled(boolean wantsAnswer) {}
    };

    /** The acknowledgement that the message has asked for; false if it must travel as a message. */
    boolean acknowledge(Message frame);

    /** No listener has been told of the message; false if that must be said in a message. */
    boolean refuse(EventRefused refusal);

    /**
     * The listeners have been told.
     *
     * @param wantsAnswer whether {@link #acknowledge} follows, or has been called
     */
    void handled(boolean wantsAnswer);
}
