package dev.parley.web.upgrade;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A container's stream to a client that reads when it is told to. Refuses whoever does not ask first whether it is ready. */
final class FakeOutput extends ServletOutputStream {
    private final List<String> calls = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private boolean mayWrite;
    private IOException failure;

    /** The client takes so many calls more; then the stream is not ready. */
    void reads(int count) {
        room = count;
    }

    void fails(IOException with) {
        failure = with;
    }

    /** All writes and flushes. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public boolean isReady() {
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
    public void flush() throws IOException {
        take("flush");
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

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("one by one");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException("Undertow ignores the offset");
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
}
