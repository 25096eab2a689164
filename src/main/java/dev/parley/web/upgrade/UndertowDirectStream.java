package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.ssl.SslConnection;

/** Has everybody called by the thread that waits for all connections, which must not be made to wait for anything else. */
final class UndertowDirectStream extends UndertowStream {
    private final boolean isEncrypted;
    // confined to the connection's thread
    private ReadListener reader; // null before reading has begun
    private boolean hasReadAll; // a read brought less than it could
    private boolean isCallWanted; // when there is more

    UndertowDirectStream(StreamConnection connection, ClassLoader application) {
        super(connection, application, connection.getIoThread());
        this.isEncrypted = connection instanceof SslConnection;
    }

    @Override
    public void begin(ReadListener listener) {
        threads().execute(() -> {
            reader = listener;
            source().setReadListener(channel -> read());
            awaitArrival();
        });
    }

    private void read() {
        isCallWanted = false;
        tell(reader);
        if (!isCallWanted) {
            awaitNoArrival(); // or it would call again at once
        }
    }

    /** Saves the read that would bring nothing; not where bytes may wait to be decrypted. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = hasReadAll ? 0 : source().read(ByteBuffer.wrap(buffer, offset, length));
        hasReadAll = count > 0 && count < length && !isEncrypted;
        if (count == 0) {
            isCallWanted = true;
            awaitArrival();
        }
        return count;
    }

    @Override
    public void callReader() {
        threads().execute(this::read);
    }
}
