package dev.parley.it;

import dev.parley.it.RawClient.Frame;
import dev.parley.websocket.Conformance;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** What a server answers, in the words of {@link Conformance}; it may cut its messages, and ping whenever it likes. */
final class Outcomes {
    /** Of the TCP connection. */
    static final String END = "end";

    private final RawClient client;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int opcode = RawClient.CONTINUATION; // of the message whose fragments come

    Outcomes(RawClient client) {
        this.client = client;
    }

    String next() throws IOException {
        try {
            return read();
        } catch (EOFException | SocketException gone) {
            return END;
        }
    }

    private String read() throws IOException {
        while (true) {
            Frame frame = client.read();
            if (frame.opcode() >= RawClient.CLOSE) {
                if (frame.opcode() != RawClient.PING) {
                    return control(frame);
                }
            } else if ((frame.opcode() == RawClient.CONTINUATION) == (opcode == RawClient.CONTINUATION)) {
                return "opcode " + frame.opcode() + ", where none may come";
            } else if (add(frame)) {
                return whole();
            }
        }
    }

    private static String control(Frame frame) {
        return switch (frame.opcode()) {
            case RawClient.PONG -> "pong " + frame.text();
            case RawClient.CLOSE -> frame.payload().hasRemaining() ? "close " + frame.closeCode() : "close";
            default -> "opcode " + frame.opcode();
        };
    }

    private boolean add(Frame frame) {
        opcode = frame.opcode() == RawClient.CONTINUATION ? opcode : frame.opcode();
        message.write(frame.payload().array(), 0, frame.payload().remaining());
        return frame.isLast();
    }

    private String whole() {
        String whole = switch (opcode) {
            case RawClient.TEXT -> "text " + message.toString(StandardCharsets.UTF_8);
            case RawClient.BINARY -> "binary " + message.size();
            default -> "opcode " + opcode;
        };
        message.reset();
        opcode = RawClient.CONTINUATION;
        return whole;
    }
}
