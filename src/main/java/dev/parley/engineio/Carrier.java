package dev.parley.engineio;

import dev.parley.connection.Message;
import java.util.List;

/** What carries a session at the moment. Safe for use by many threads. */
interface Carrier {

    TransportName name();

    /** Sends frames that belong together; see {@link dev.parley.connection.Outbox#send}. */
    boolean send(List<Message> frames, boolean droppable);

    /** Sends what waits, then says good-bye and ends the session. */
    void close();

    /** Lets go at once of a session that has ended. */
    void end(CloseReason reason);
}
