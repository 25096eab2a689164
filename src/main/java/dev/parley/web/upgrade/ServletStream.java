package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.concurrent.Executor;

/** What the Servlet API has for an upgraded connection. Suits every container that does it well. */
final class ServletStream implements UpgradedStream {
    private final WebConnection connection;
    private final ServletInputStream in;
    private final ServletOutputStream out;
    private final Executor workers;
    private volatile ReadListener reader; // null before reading has begun

    /** @param workers call the reader */
    ServletStream(WebConnection connection, Executor workers) throws IOException {
        this.connection = connection;
        this.in = connection.getInputStream();
        this.out = connection.getOutputStream();
        this.workers = workers;
    }

    @Override
    public void begin(WriteListener writer) throws IOException {
        out.flush(); // Payara sends the answer to the handshake only now
        out.setWriteListener(writer);
    }

    @Override
    public void begin(ReadListener listener) {
        reader = listener;
        in.setReadListener(listener);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return in.isReady() ? in.read(buffer, offset, length) : 0;
    }

    @Override
    public void callReader() {
        workers.execute(() -> {
            try {
                reader.onDataAvailable();
            } catch (IOException e) {
                reader.onError(e);
            }
        });
    }

    @Override
    public boolean isWritable() {
        return out.isReady();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        out.write(bytes); // as a whole: Undertow ignores offset and length
    }

    @Override
    public boolean flush() throws IOException {
        out.flush();
        return true;
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
