package dev.parley.connection;

/** The protocol above a connection. All calls come from the connection's mailbox: in order, never two at once. */
public interface Receiver {
    /** For a connection that is closed as it comes. */
    Receiver NOBODY = new Receiver() {
        @Override
        public void received(Message message) {}

        @Override
        public void closed(CloseStatus status) {}
    };

    /** One whole message has arrived. */
    void received(Message message);

    /** The connection has ended, for this reason; the last call. */
    void closed(CloseStatus status);
}
