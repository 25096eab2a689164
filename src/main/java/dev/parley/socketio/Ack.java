package dev.parley.socketio;

/** Answers the peer that asked for an acknowledgement. Safe for use by many threads; only the first answer is sent. */
public interface Ack {
    /** For events whose sender did not ask: answers go nowhere. */
    Ack NOT_WANTED = new Ack() {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void send(Arguments answer) {}
    };

    /** Whether the peer asked. */
    boolean isWanted();

    /** Sends the answer. */
    void send(Arguments answer);

    /** Sends the answer; see {@link Arguments#ofValues} for what is accepted. */
    default void send(Object... answer) {
        send(Arguments.ofValues(answer));
    }
}
