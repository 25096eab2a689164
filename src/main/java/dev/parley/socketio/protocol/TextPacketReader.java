package dev.parley.socketio.protocol;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads packets in text with their attachments behind (Socket.IO protocol, "Packet encoding"). */
public final class TextPacketReader implements PacketReader {
    private static final int MAX_ACK_DIGITS = 15; // below 2^53, which is what JavaScript can count
    private static final int MAX_ATTACHMENT_DIGITS = 4;

    private final int maxAttachments;
    private final long maxBytes;
    private Incomplete incomplete; // null unless attachments are awaited
    private long size; // of its attachments so far

    /** What stands before the payload. */
    private record Head(PacketType type, int attachments, String namespace, OptionalLong ackId, int payload) {}

    /** A packet whose attachments are not all there. */
    private record Incomplete(Head head, String text, List<ByteBuffer> attachments) {}

    /**
     * @param maxAttachments the most attachments that one packet may have, 0 or more
     * @param maxBytes the most bytes that several of them may have together, 1 or more
     */
    public TextPacketReader(int maxAttachments, long maxBytes) {
        this.maxAttachments = maxAttachments;
        this.maxBytes = maxBytes;
    }

    @Override
    public Optional<Packet> read(String text) {
        if (incomplete != null) {
            throw new MalformedPacketException("attachments must follow their packet, was text");
        }
        Head head = head(text);
        if (!head.type().isBinary()) {
            return Optional.of(packet(head, text, List.of()));
        }
        packet(head, text, List.of()); // what is wrong with it need not wait for the attachments
        incomplete = new Incomplete(head, text, new ArrayList<>(head.attachments()));
        size = 0;
        return Optional.empty();
    }

    @Override
    public Optional<Packet> read(ByteBuffer bytes) {
        if (incomplete == null) {
            throw new MalformedPacketException("a packet must announce its attachments");
        }
        incomplete.attachments().add(bytes);
        size += bytes.remaining();
        if (size > maxBytes && incomplete.attachments().size() > 1) {
            throw new MalformedPacketException("attachments must have at most " + maxBytes + " bytes, was " + size);
        }
        if (incomplete.attachments().size() < incomplete.head().attachments()) {
            return Optional.empty();
        }
        Incomplete complete = incomplete;
        incomplete = null; // with all that it holds
        return Optional.of(packet(complete.head(), complete.text(), complete.attachments()));
    }

    private Head head(String text) {
        if (text.isEmpty()) {
            throw new MalformedPacketException("a packet must not be empty");
        }
        PacketType type = PacketType.of(text.charAt(0));
        int position = 1;
        int count = 0;
        if (type.isBinary()) {
            int end = digits(text, position);
            if (end == position || end - position > MAX_ATTACHMENT_DIGITS || end == text.length() || text.charAt(end) != '-') {
                throw new MalformedPacketException("a binary packet must say how many attachments it has");
            }
            count = Integer.parseInt(text, position, end, 10);
            if (count < 1 || count > maxAttachments) {
                throw new MalformedPacketException("attachment count must be 1.." + maxAttachments + ", was " + count);
            }
            position = end + 1;
        }
        String namespace = "/";
        if (position < text.length() && text.charAt(position) == '/') {
            int comma = text.indexOf(',', position);
            int end = comma < 0 ? text.length() : comma;
            if (end - position > MAX_NAMESPACE) {
                throw new MalformedPacketException("a namespace must have at most " + MAX_NAMESPACE + " characters");
            }
            namespace = text.substring(position, end);
            position = Math.min(end + 1, text.length());
        }
        int end = digits(text, position);
        OptionalLong ackId = OptionalLong.empty();
        if (end > position) {
            if (end - position > MAX_ACK_DIGITS) {
                throw new MalformedPacketException("an acknowledgement's number must have at most 15 digits");
            }
            ackId = OptionalLong.of(Long.parseLong(text, position, end, 10));
        }
        return new Head(type, count, namespace, ackId, end);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static Packet packet(Head head, String text, List<ByteBuffer> attachments) {
        boolean isBare = head.payload() == text.length();
        return switch (head.type()) {
            case CONNECT -> new Packet.Connect(head.namespace(), isBare ? null : object(text, head.payload()));
            case DISCONNECT -> {
                if (!isBare) {
                    throw new MalformedPacketException("a DISCONNECT has no payload");
                }
                yield new Packet.Disconnect(head.namespace());
            }
            case EVENT, BINARY_EVENT -> isBare
                    ? new Packet.Nothing(head.namespace())
                    : event(head, text, attachments);
            case ACK, BINARY_ACK -> ack(head, text, isBare, attachments);
            case CONNECT_ERROR -> throw new MalformedPacketException("a client must not send CONNECT_ERROR");
        };
    }

    private static JsonObject object(String text, int from) {
        if (JsonText.parse(text.substring(from)) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedPacketException("the payload of a CONNECT must be an object");
    }

    private static Packet event(Head head, String text, List<ByteBuffer> attachments) {
        JsonScanner scanner = new JsonScanner(text, head.payload(), head.attachments());
        if (!scanner.enterArray()) {
            throw new MalformedPacketException("the payload of an EVENT must be an array");
        }
        String event = eventName(scanner, text);
        int from = scanner.position();
        int to = from;
        if (scanner.take(',')) {
            from = scanner.position();
            do {
                scanner.value();
            } while (scanner.take(','));
            to = scanner.position();
        }
        scanner.expect(']');
        scanner.end();
        return new Packet.Event(head.namespace(), head.ackId(), event, arguments(text, from, to, attachments));
    }

    private static String eventName(JsonScanner scanner, String text) {
        char first = scanner.peek();
        int from = scanner.position();
        if (first == '"') {
            scanner.string();
            int to = scanner.position();
            boolean isPlain = text.lastIndexOf('\\', to - 1) < from;
            String name = isPlain ? text.substring(from + 1, to - 1) : JsonText.parseString(text.substring(from, to));
            if (ReservedNames.contains(name)) {
                throw new MalformedPacketException("an EVENT must not have a reserved name, was '" + name + "'");
            }
            return name;
        } else if (first == '-' || (first >= '0' && first <= '9')) {
            scanner.number();
            return text.substring(from, scanner.position());
        }
        throw new MalformedPacketException("an EVENT starts with its name");
    }

    private static Packet ack(Head head, String text, boolean isBare, List<ByteBuffer> attachments) {
        int from = head.payload();
        int to = from;
        if (!isBare) {
            JsonScanner scanner = new JsonScanner(text, head.payload(), head.attachments());
            if (!scanner.enterArray()) {
                throw new MalformedPacketException("the payload of an ACK must be an array");
            }
            from = scanner.position();
            to = from;
            if (scanner.peek() != ']') {
                do {
                    scanner.value();
                } while (scanner.take(','));
                to = scanner.position();
            }
            scanner.expect(']');
            scanner.end();
        }
        if (head.ackId().isEmpty()) {
            return new Packet.Nothing(head.namespace()); // nobody can have asked
        }
        return new Packet.Ack(head.namespace(), head.ackId().getAsLong(), arguments(text, from, to, attachments));
    }

    private static ArgumentList arguments(String text, int from, int to, List<ByteBuffer> attachments) {
        return from == to ? ArgumentList.EMPTY : ArgumentList.ofWritten(text.substring(from, to), attachments);
    }
}
