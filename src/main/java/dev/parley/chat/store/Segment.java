package dev.parley.chat.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * One file of the spool: records, each after its length and its checksum (CRC-32C, four bytes each). Appended by one thread
 * at a time; {@link #force} may come from another.
 */
final class Segment implements AutoCloseable {
    static final int HEAD = 8;

    /** What was found in a file: whole records up to {@code good} bytes of {@code size}. */
    record Found(long good, long size) {
        boolean isWhole() {
            return good == size;
        }
    }

    // A FileChannel would be closed by an interrupt of whoever writes.
    private final RandomAccessFile file;
    private long size;
    private boolean isBroken;

    /** Makes a new, empty one. */
    Segment(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(0);
    }

    long size() {
        return size;
    }

    void append(byte[] content) throws IOException {
        byte[] bytes = record(content);
        try {
            file.write(bytes); // all at once, into the cache of the operating system
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        size += bytes.length;
    }

    /** Half a record must not hide those behind it. */
    private void takeBack(IOException reason) {
        try {
            file.setLength(size);
            file.seek(size);
        } catch (IOException e) {
            isBroken = true;
            reason.addSuppressed(e);
        }
    }

    /** Whether nothing that would be appended could be found again. */
    boolean isBroken() {
        return isBroken;
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static byte[] record(byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .putInt(content.length)
                .putInt(checksum(content))
                .put(content)
                .array();
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, content.length);
        return (int) checksum.getValue();
    }

    /** Reads until the end, or the first record that is not whole. */
    static Found read(Path path, Consumer<byte[]> each) throws IOException {
        long size = Files.size(path);
        long good = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            while (good < size) {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length <= 0 || length > size - good - HEAD) {
                    break;
                }
                byte[] content = in.readNBytes(length);
                if (content.length < length || checksum(content) != checksum) {
                    break;
                }
                each.accept(content);
                good += HEAD + length;
            }
        } catch (EOFException e) {
            // in the middle of a head: the end
        }
        return new Found(good, size);
    }
}
