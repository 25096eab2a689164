package dev.parley.engineio.protocol;

/** The types of packets (Engine.IO protocol, "Packet types"). */
public enum EnginePacketType {
    OPEN('0'),
    CLOSE('1'),
    PING('2'),
    PONG('3'),
    MESSAGE('4'),
    UPGRADE('5'),
    NOOP('6');

    private final char digit;

    EnginePacketType(char digit) {
        this.digit = digit;
    }

    /** The first character of a packet in text. */
    public char digit() {
        return digit;
    }

    /** @throws MalformedPayloadException if no type has this digit */
    static EnginePacketType of(char digit) {
        return switch (digit) {
            case '0' -> OPEN;
            case '1' -> CLOSE;
            case '2' -> PING;
            case '3' -> PONG;
            case '4' -> MESSAGE;
            case '5' -> UPGRADE;
            case '6' -> NOOP;
            default -> throw new MalformedPayloadException("a packet type must be 0..6, was '" + digit + "'");
        };
    }
}
