package dev.parley.chat.store;

import dev.parley.chat.store.StoredMessage.Reaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Changes as bytes, for the spool. The first byte is the version, so that newer servers can read what older ones left. */
final class ChangeCodec {
    private static final int VERSION = 1;
    private static final int MESSAGE = 'm';
    private static final int ROOM = 'r';
    private static final int LAST_READ = 'l';
    private static final int FILE_USE = 'f';
    private static final int ACT = 'a';
    private static final int NO_TEXT = -1;

    private ChangeCodec() {}

    static byte[] encode(List<Change> changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            out.writeInt(changes.size());
            for (Change change : changes) {
                write(out, change);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if this was not written by {@link #encode} */
    static List<Change> decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("the version of a record must be " + VERSION + ", was " + version);
        }
        int count = in.readInt();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(read(in));
        }
        return changes;
    }

    private static void write(DataOutputStream out, Change change) throws IOException {
        if (change instanceof StoredMessage message) {
            out.writeByte(MESSAGE);
            write(out, message);
        } else if (change instanceof StoredRoom room) {
            out.writeByte(ROOM);
            write(out, room.key());
            write(out, room.topic());
            write(out, room.createdBy());
            out.writeLong(room.created());
        } else if (change instanceof LastRead read) {
            out.writeByte(LAST_READ);
            write(out, read.person());
            write(out, read.room());
            out.writeLong(read.id());
        } else if (change instanceof FileUse use) {
            out.writeByte(FILE_USE);
            write(out, use.file());
            out.writeBoolean(use.isUsed());
        } else if (change instanceof StoredAct act) {
            out.writeByte(ACT);
            write(out, act);
        }
    }

    private static Change read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case MESSAGE -> readMessage(in);
            case ROOM -> new StoredRoom(readRoom(in), readText(in), readText(in), in.readLong(), 0);
            case LAST_READ -> new LastRead(readText(in), readRoom(in), in.readLong());
            case FILE_USE -> new FileUse(readText(in), in.readBoolean());
            case ACT -> readAct(in);
            default -> throw new IOException("the kind of a change must be one of m, r, l, f, a, was " + kind);
        };
    }

    private static void write(DataOutputStream out, StoredMessage message) throws IOException {
        write(out, message.room());
        out.writeLong(message.id());
        out.writeLong(message.changed());
        write(out, message.author());
        write(out, message.name());
        write(out, message.text());
        out.writeLong(message.time());
        out.writeLong(message.edited());
        out.writeBoolean(message.isDeleted());
        out.writeLong(message.replyTo());
        out.writeInt(message.reactions().size());
        for (Reaction reaction : message.reactions()) {
            write(out, reaction.reaction());
            write(out, reaction.person());
            write(out, reaction.name());
        }
        write(out, message.nonce());
        write(out, message.extras());
    }

    private static StoredMessage readMessage(DataInputStream in) throws IOException {
        return new StoredMessage(
                readRoom(in),
                in.readLong(),
                in.readLong(),
                readText(in),
                readText(in),
                readText(in),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                readReactions(in),
                readText(in),
                readText(in));
    }

    private static void write(DataOutputStream out, StoredAct act) throws IOException {
        write(out, act.id());
        write(out, act.namespace());
        out.writeLong(act.time());
        write(out, act.kind().name());
        write(out, act.by());
        write(out, act.byName());
        write(out, act.whom());
        write(out, act.whomName());
        write(out, act.address());
        out.writeLong(act.until());
        write(out, act.about());
        write(out, act.reason());
    }

    private static StoredAct readAct(DataInputStream in) throws IOException {
        return new StoredAct(
                readText(in),
                readText(in),
                in.readLong(),
                StoredAct.Kind.valueOf(readText(in)),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                in.readLong(),
                readText(in),
                readText(in));
    }

    private static List<Reaction> readReactions(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Reaction> reactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reactions.add(new Reaction(readText(in), readText(in), readText(in)));
        }
        return reactions;
    }

    private static void write(DataOutputStream out, RoomKey room) throws IOException {
        write(out, room.namespace());
        write(out, room.room());
    }

    private static RoomKey readRoom(DataInputStream in) throws IOException {
        return new RoomKey(readText(in), readText(in));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(NO_TEXT);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NO_TEXT ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
