package dev.parley.bench;

import dev.parley.websocket.FrameReader;
import dev.parley.websocket.FrameSink;
import dev.parley.websocket.ProtocolViolation;
import org.openjdk.jmh.infra.Blackhole;

/** Frames as clients send them, and what reads them. */
final class ClientFrames {
    private ClientFrames() {}

    /** A server's frame with a mask: 0, which costs the same and leaves the bytes as they are, to be read again. */
    static byte[] masked(byte[] frame) {
        int head = frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10;
        byte[] masked = new byte[frame.length + 4];
        System.arraycopy(frame, 0, masked, 0, head);
        System.arraycopy(frame, head, masked, head + 4, frame.length - head);
        masked[1] |= (byte) 0x80;
        return masked;
    }

    /** Reads a whole frame; what asks for more of it fails. */
    static void read(FrameReader reader, byte[] frame) throws ProtocolViolation {
        int at = 0;
        do {
            at = reader.read(frame, at, frame.length);
        } while (at < frame.length || reader.isInflating());
    }

    /** Takes texts, and nothing else. */
    record TextSink(Blackhole hole) implements FrameSink {
        @Override
        public void text(String part, boolean last) {
            hole.consume(part);
        }

        @Override
        public void binary(byte[] bytes, int offset, int length, boolean last) {
            throw new IllegalStateException();
        }

        @Override
        public void ping(byte[] data) {
            throw new IllegalStateException();
        }

        @Override
        public void pong(byte[] data) {
            throw new IllegalStateException();
        }

        @Override
        public void close(int code, String reason) {
            throw new IllegalStateException();
        }
    }
}
