package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import java.util.List;

/** A socket's way to its client: implemented by each wire. Safe for use by many threads. */
public interface Peer {

    /**
     * A socket has been made for the client, which may be kept out yet: {@link #welcome} or {@link #refused} follows, at once
     * or later, unless the client leaves before. Called once, in the mailbox.
     *
     * @return how this client wants events written
     */
    Wire begin(Socket socket);

    /** What carries it. */
    Connection connection();

    /** Where the socket's listeners run, one at a time. */
    Mailbox mailbox();

    /** Whether its client has not gone yet. */
    boolean isOpen();

    /** Sends messages that belong together; see {@link dev.parley.connection.Outbox#send}. */
    boolean send(List<Message> messages, boolean droppable);

    /** Accepts messages as {@link #send} does, but lets them wait for {@link #flush}: for callers that hold a lock. */
    boolean enqueue(List<Message> messages);

    /** Starts to send what waits. */
    void flush();

    /**
     * The client has come in. Called in the mailbox.
     *
     * @return what tells it so, to be sent before anything is sent to its socket; may be empty
     */
    List<Message> welcome();

    /** Whether its client can come back after its connection was lost, and ask for what it has missed. */
    default boolean canRecover() {
        return false;
    }

    /** Tells the client that it was not let in. Called in the mailbox, without {@link #begin} if there is no such namespace. */
    void refused(ConnectRefused why);

    /** Nobody listens to an event that the client has sent. Called in the mailbox. */
    default void unheard(String event, Ack ack) {}

    /** Tells the client that it has left the namespace. Called in the mailbox. */
    void leave();

    /** As {@link #leave}, and why where its wire can say so. */
    default void leave(CloseStatus why) {
        leave();
    }

    /** Tells the client that it has left all its namespaces, and ends the connection. Called in the mailbox. */
    void close(CloseStatus status);

    /** Ends the connection once what waits has been sent, without a word. */
    void drop();
}
