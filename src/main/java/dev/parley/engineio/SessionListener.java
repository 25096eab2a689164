package dev.parley.engineio;

import dev.parley.connection.Message;

/** The application above a session. All calls come from the session's mailbox: in order, never two at once. */
public interface SessionListener {

    /** A message has arrived, without the digit of its type. */
    void message(Message message);

    /**
     * The session has ended; the last call.
     *
     * @param detail what exactly happened, for logs; empty if the reason says it all
     */
    void closed(CloseReason reason, String detail);
}
