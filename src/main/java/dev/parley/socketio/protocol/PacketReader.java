package dev.parley.socketio.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes packets of the messages of one client. Confined to the client's mailbox. */
public interface PacketReader {
    /** How many characters the name of a namespace may have. */
    int MAX_NAMESPACE = 1_000;

    /**
     * A message with text.
     *
     * @return the packet; empty when more must come
     * @throws MalformedPacketException if it is none
     */
    Optional<Packet> read(String text);

    /**
     * A message with bytes.
     *
     * @return the packet; empty when more must come
     * @throws MalformedPacketException if it is none, or no part of one
     */
    Optional<Packet> read(ByteBuffer bytes);
}
