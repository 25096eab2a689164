package dev.parley.socketio.protocol;

import java.util.List;

/** Writes packets as text (Socket.IO protocol, "Packet encoding"); their attachments follow as messages of their own. */
public final class TextPacketWriter {
    private static final int REST = 64; // name, number, brackets: if they are longer the text grows once more

    private TextPacketWriter() {}

    /** Appends a packet's text. */
    public static void write(Packet packet, StringBuilder to) {
        if (packet instanceof Packet.Event event) {
            ArgumentList.Written arguments = event.arguments().written();
            head(PacketType.EVENT, PacketType.BINARY_EVENT, arguments, packet.namespace(), to);
            event.ackId().ifPresent(to::append);
            to.append('[');
            JsonText.quote(event.event(), to);
            if (!arguments.json().isEmpty()) {
                to.append(',').append(arguments.json());
            }
            to.append(']');
        } else if (packet instanceof Packet.Ack ack) {
            ArgumentList.Written arguments = ack.arguments().written();
            head(PacketType.ACK, PacketType.BINARY_ACK, arguments, packet.namespace(), to);
            to.append(ack.ackId()).append('[').append(arguments.json()).append(']');
        } else if (packet instanceof Packet.Connect connect) {
            head(PacketType.CONNECT, packet.namespace(), to);
            if (connect.payload() != null) {
                to.append(connect.payload());
            }
        } else if (packet instanceof Packet.ConnectError error) {
            head(PacketType.CONNECT_ERROR, packet.namespace(), to);
            to.append(error.payload());
        } else if (packet instanceof Packet.Disconnect) {
            head(PacketType.DISCONNECT, packet.namespace(), to);
        } else {
            throw new IllegalArgumentException("a packet that is sent must say something, was " + packet);
        }
    }

    private static void head(
            PacketType plain, PacketType binary, ArgumentList.Written arguments, String namespace, StringBuilder to) {
        to.ensureCapacity(to.length() + namespace.length() + arguments.json().length() + REST);
        List<?> attachments = arguments.attachments();
        if (attachments.isEmpty()) {
            head(plain, namespace, to);
        } else {
            to.append(binary.digit()).append(attachments.size()).append('-');
            namespace(namespace, to);
        }
    }

    private static void head(PacketType type, String namespace, StringBuilder to) {
        to.append(type.digit());
        namespace(namespace, to);
    }

    private static void namespace(String namespace, StringBuilder to) {
        if (!namespace.equals("/")) {
            to.append(namespace).append(',');
        }
    }
}
