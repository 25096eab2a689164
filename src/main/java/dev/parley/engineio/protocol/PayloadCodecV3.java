package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Packets with their length before them: {@code 6:4hello} in text, where the length counts UTF-16 code units as
 * JavaScript does; in binary a byte for the kind, the digits of the length as bytes of that value, 0xFF, then the packet,
 * where the length counts bytes.
 */
final class PayloadCodecV3 implements PayloadCodec {
    /** More digits than any body that is accepted can need. */
    private static final int MAX_LENGTH_DIGITS = 10;

    private static final byte TEXT = 0;
    private static final byte BINARY = 1;
    private static final byte END_OF_LENGTH = (byte) 0xFF;

    @Override
    public Payload encode(List<EnginePacket> packets, boolean textOnly) {
        boolean isBinary = !textOnly && packets.stream().anyMatch(EnginePacket.Binary.class::isInstance);
        return isBinary ? binary(packets) : text(packets);
    }

    private static Payload text(List<EnginePacket> packets) {
        if (packets.isEmpty()) {
            return new Payload.Text("0:");
        }
        StringBuilder body = new StringBuilder();
        for (EnginePacket packet : packets) {
            String text = FrameCodec.packetText(Revision.V3, packet);
            body.append(text.length()).append(':').append(text);
        }
        return new Payload.Text(body.toString());
    }

    private static Payload binary(List<EnginePacket> packets) {
        FrameCodec frames = new FrameCodec(Revision.V3);
        List<ByteBuffer> parts = new ArrayList<>(2 * packets.size());
        int size = 0;
        for (EnginePacket packet : packets) {
            boolean isText = packet instanceof EnginePacket.Text;
            ByteBuffer content = packet instanceof EnginePacket.Binary binary
                    ? frames.encodeBinary(binary)
                    : StandardCharsets.UTF_8.encode(frames.encodeText(packet));
            ByteBuffer head = head(isText ? TEXT : BINARY, content.remaining());
            size += head.remaining() + content.remaining();
            parts.add(head);
            parts.add(content);
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        parts.forEach(body::put);
        return new Payload.Binary(body.flip());
    }

    private static ByteBuffer head(byte kind, int length) {
        String digits = Integer.toString(length);
        ByteBuffer head = ByteBuffer.allocate(digits.length() + 2).put(kind);
        for (int i = 0; i < digits.length(); i++) {
            head.put((byte) (digits.charAt(i) - '0'));
        }
        return head.put(END_OF_LENGTH).flip();
    }

    @Override
    public void decode(String body, Consumer<EnginePacket> each) {
        int position = 0;
        do {
            int colon = body.indexOf(':', position);
            int length = length(body, position, colon);
            int end = colon + 1 + length;
            if (end > body.length()) {
                throw new MalformedPayloadException("a packet's length must fit the body, was " + length);
            }
            each.accept(FrameCodec.textPacket(Revision.V3, body.substring(colon + 1, end)));
            position = end;
        } while (position < body.length());
    }

    private static int length(String body, int from, int colon) {
        if (colon <= from || colon - from > MAX_LENGTH_DIGITS) {
            throw new MalformedPayloadException("a packet must begin with its length");
        }
        long length = 0;
        for (int i = from; i < colon; i++) {
            length = withDigit(length, body.charAt(i) - '0');
        }
        return checked(length, body.length());
    }

    @Override
    public void decode(ByteBuffer body, Consumer<EnginePacket> each) {
        FrameCodec frames = new FrameCodec(Revision.V3);
        ByteBuffer rest = body.duplicate();
        do {
            byte kind = next(rest);
            int length = length(rest);
            ByteBuffer content = rest.slice().limit(length);
            rest.position(rest.position() + length);
            each.accept(
                    switch (kind) {
                        case TEXT -> frames.decode(utf8(content));
                        case BINARY -> frames.decode(content.slice());
                        default -> throw new MalformedPayloadException("a packet must be text (0) or binary (1), was " + kind);
                    });
        } while (rest.hasRemaining());
    }

    private static int length(ByteBuffer rest) {
        long length = 0;
        int digits = 0;
        for (byte digit = next(rest); digit != END_OF_LENGTH; digit = next(rest)) {
            length = withDigit(length, digit);
            digits++;
            if (digits > MAX_LENGTH_DIGITS) {
                throw new MalformedPayloadException("a packet's length must have at most 10 digits");
            }
        }
        if (digits == 0) {
            throw new MalformedPayloadException("a packet must begin with its length");
        }
        return checked(length, rest.remaining());
    }

    private static long withDigit(long length, int digit) {
        if (digit < 0 || digit > 9) {
            throw new MalformedPayloadException("a packet's length must be a number");
        }
        return 10 * length + digit;
    }

    private static int checked(long length, int most) {
        if (length > most) {
            throw new MalformedPayloadException("a packet's length must fit the body, was " + length);
        }
        return (int) length;
    }

    private static byte next(ByteBuffer rest) {
        if (!rest.hasRemaining()) {
            throw new MalformedPayloadException("a packet must not end before its length says so");
        }
        return rest.get();
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPayloadException("text must be UTF-8");
        }
    }
}
