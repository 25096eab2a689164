package dev.parley.socketio.protocol;

/** The types of packets (Socket.IO protocol, "Packet types"). The binary ones are events and acknowledgements as well. */
public enum PacketType {
    CONNECT(0),
    DISCONNECT(1),
    EVENT(2),
    ACK(3),
    CONNECT_ERROR(4),
    BINARY_EVENT(5),
    BINARY_ACK(6);

    private static final PacketType[] BY_NUMBER = values();

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    /** As it stands in a packet. */
    int number() {
        return number;
    }

    /** The first character of a packet in text. */
    char digit() {
        return (char) ('0' + number);
    }

    /** Whether attachments follow. */
    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    /** @throws MalformedPacketException if no type has this digit */
    static PacketType of(char digit) {
        int number = digit - '0';
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new MalformedPacketException("a packet type must be 0..6, was '" + digit + "'");
        }
        return BY_NUMBER[number];
    }
}
