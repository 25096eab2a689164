package dev.parley.connection;

import java.nio.ByteBuffer;

/**
 * A receiver of binary messages that need not fit into memory: it takes them in parts. While it is busy with one, nothing
 * more is read, and the peer has to wait. No limit of ours counts the parts of a message together.
 */
public interface PartReceiver extends Receiver {

    /**
     * A part of a binary message has arrived.
     *
     * @param part belongs to the receiver only during the call
     * @param last whether it completes the message
     */
    void binary(ByteBuffer part, boolean last);
}
