package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A client that says what it is told to, and reads when it is told to. Refuses whoever writes without having asked first. */
final class FakeStream implements UpgradedStream {
    private final Queue<byte[]> segments = new ArrayDeque<>();
    private boolean hasEnded;
    private Runnable whenEmpty = () -> {};
    private int readerCalls;
    private final List<String> calls = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private boolean mayWrite;
    private boolean flushesInPart;
    private IOException failure;
    private boolean isClosed;

    void sends(byte[] segment) {
        segments.add(segment);
    }

    void ends() {
        hasEnded = true;
    }

    /** Does something once, when everything has been read. */
    void whenEmpty(Runnable then) {
        whenEmpty = then;
    }

    /** Segments that nobody has read. */
    int left() {
        return segments.size();
    }

    /** How often the reader was to be called. */
    int readerCalls() {
        return readerCalls;
    }

    /** The client takes so many calls more; then the stream is not writable. */
    void reads(int count) {
        room = count;
    }

    /** Of what is flushed, something stays behind. */
    void flushesInPart(boolean does) {
        flushesInPart = does;
    }

    void fails(IOException with) {
        failure = with;
    }

    /** All writes and flushes. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void begin(WriteListener writer) {}

    @Override
    public void begin(ReadListener reader) {}

    @Override
    public int read(byte[] buffer, int offset, int length) {
        byte[] segment = segments.poll();
        if (segment == null) {
            Runnable then = whenEmpty;
            whenEmpty = () -> {};
            then.run();
            return hasEnded ? -1 : 0;
        }
        System.arraycopy(segment, 0, buffer, offset, segment.length);
        return segment.length;
    }

    @Override
    public void callReader() {
        readerCalls++;
    }

    @Override
    public boolean isWritable() {
        mayWrite = room > 0;
        return mayWrite;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        copy.write(bytes);
        take("write " + copy.toString(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean flush() throws IOException {
        take("flush");
        return !flushesInPart;
    }

    private void take(String call) throws IOException {
        if (!mayWrite) {
            throw new IllegalStateException(call + " without having asked");
        } else if (failure != null) {
            throw failure;
        }
        mayWrite = false;
        room--;
        calls.add(call);
    }

    /** Whether the server has let go of the connection. */
    boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
