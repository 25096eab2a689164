package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.apache.coyote.http11.upgrade.UpgradeInfo;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** A socket of Tomcat, without the Servlet API's streams in between. */
final class TomcatStream implements UpgradedStream {
    private final WebConnection connection;
    private final SocketWrapperBase<?> socket;
    private final UpgradeInfo statistics;
    private final int atOnce; // bytes that Tomcat reads at most
    private final boolean isEncrypted;
    private boolean hasReadAll; // confined to the thread that reads: a read brought less than it could
    private boolean awaitsRoom; // confined to the threads that write: Tomcat will say when there is

    /** @param statistics what Tomcat shows of the connection */
    TomcatStream(WebConnection connection, SocketWrapperBase<?> socket, UpgradeInfo statistics) {
        this.connection = connection;
        this.socket = socket;
        this.statistics = statistics;
        this.atOnce = socket.getSocketBufferHandler().getReadBuffer().capacity();
        this.isEncrypted = socket.getSslSupport() != null;
    }

    /** Has nothing to do: Tomcat tells its handler, which knows whom to tell. */
    @Override
    public void begin(WriteListener writer) {}

    /** As for the writer. */
    @Override
    public void begin(ReadListener reader) {}

    /** Saves the read that would bring nothing; not where bytes may wait to be decrypted, of which Tomcat's poller knows nothing. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (hasReadAll) {
            hasReadAll = false;
            return 0;
        }
        int count = socket.read(false, buffer, offset, length);
        if (count > 0) {
            statistics.addBytesReceived(count);
            hasReadAll = count < Math.min(length, atOnce) && !isEncrypted;
        }
        return count;
    }

    @Override
    public void callReader() {
        socket.processSocket(SocketEvent.OPEN_READ, true);
    }

    @Override
    public boolean isWritable() {
        awaitsRoom = awaitsRoom || !socket.isReadyForWrite();
        return !awaitsRoom;
    }

    @Override
    public void goOn() throws IOException {
        awaitsRoom = false;
        flush();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.write(false, bytes, 0, bytes.length);
        statistics.addBytesSent(bytes.length);
    }

    @Override
    public boolean flush() throws IOException {
        boolean isLeft = socket.flush(false);
        if (isLeft) {
            awaitsRoom = true;
            socket.registerWriteInterest();
        }
        return !isLeft;
    }

    @Override
    public void close() throws Exception {
        connection.close(); // which counts it, and leaves the socket open
        socket.close();
    }
}
