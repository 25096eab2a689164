package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import java.util.List;

/** A socket's way to its client: implemented by each wire. Safe for use by many threads. */
public interface Peer {

    /** How this client wants events written. */
    Wire wire();

    /** Where the socket's listeners run, one at a time. */
    Mailbox mailbox();

    /** Sends messages that belong together; see {@link dev.parley.connection.Outbox#send}. */
    boolean send(List<Message> messages, boolean droppable);

    /** Tells the client that it has come in, before anything is sent to its socket. Called in the mailbox. */
    void welcome(Socket socket);

    /** Tells the client that it has left the namespace. Called in the mailbox. */
    void leave();

    /** Tells the client that it has left all its namespaces, and ends the connection. Called in the mailbox. */
    void close(CloseStatus status);

    /** Ends the connection once what waits has been sent, without a word. */
    void drop();
}
