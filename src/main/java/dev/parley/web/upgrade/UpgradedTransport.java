package dev.parley.web.upgrade;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Message;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.websocket.DeflateAgreement;
import dev.parley.websocket.FrameReader;
import dev.parley.websocket.FrameSink;
import dev.parley.websocket.PerMessageDeflate;
import dev.parley.websocket.ProtocolViolation;
import dev.parley.websocket.ServerFrames;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A {@link Transport} over an upgraded connection: reads and writes frames itself. Safe for use by many threads. */
final class UpgradedTransport implements Transport, FrameSink {
    private static final Logger LOG = System.getLogger(UpgradedTransport.class.getName());

    /** How long a peer may take to answer our farewell, and one that has said its own to read ours (RFC 6455, 7.1.1). */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    /** How long one that has broken a rule is given to read why: it is not understood any more, so no answer is awaited. */
    private static final Duration FAILURE = Duration.ofMillis(200);

    private final Upgrades home;
    private final UpgradedStream stream;
    private final String subprotocol;
    private final FrameOutput output;
    private final FrameInput input;
    private final PerMessageDeflate deflate; // null where it was not agreed on
    private final FrameReader frames;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile WebSocketConnection connection; // null where there was no room for it
    private volatile boolean isClosing; // a farewell of ours is on its way
    private boolean hasFragments; // of a message that is being sent in parts; by one thread at a time

    UpgradedTransport(
            Upgrades home, UpgradedStream stream, String subprotocol, Optional<DeflateAgreement> agreement) {
        this.home = home;
        this.stream = stream;
        this.subprotocol = subprotocol;
        this.output = new FrameOutput(stream, () -> home.workers().execute(this::broken));
        this.deflate = agreement.map(agreed -> new PerMessageDeflate(agreed, home.deflate())).orElse(null);
        this.frames = new FrameReader(this, deflate);
        this.input = new FrameInput(stream, frames, home.buffers(), new End());
    }

    /** Lets the connection be taken up, and then reads. */
    void open(Function<Transport, Optional<WebSocketConnection>> opening) throws IOException {
        stream.begin(output);
        home.add(this);
        connection = opening.apply(this).orElse(null);
        if (isOver.get()) { // before there was anybody to tell
            broken();
        } else {
            stream.begin(input);
        }
    }

    @Override
    public void send(Message message, Sent sent) {
        output.write(deflate == null ? message.frame() : frame(message), sent);
    }

    private byte[] frame(Message message) {
        if (!message.compress() || !deflate.isWorthIt(message.size())) {
            return message.frame();
        }
        return deflate.isApart() ? deflate.next(message.frame()) : message.compressedFrame();
    }

    @Override
    public void ping(ByteBuffer data) {
        output.write(ServerFrames.ping(data));
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last, Duration patience) throws IOException {
        boolean isFirst = !hasFragments;
        hasFragments = !last;
        output.writeAndWait(ServerFrames.fragment(part, isFirst, last), patience);
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public List<String> extensions() {
        return deflate == null ? List.of() : List.of(DeflateAgreement.NAME);
    }

    @Override
    public boolean suspendReading() {
        input.suspend();
        return true;
    }

    @Override
    public void resumeReading() {
        if (!isClosing) {
            input.resume();
        }
    }

    @Override
    public void close(CloseStatus status) {
        isClosing = true;
        input.suspend(); // as long as the peer does not read: its answer can only come after our farewell
        output.close(farewell(status), input::resume);
        home.scheduler().after(input.isIgnoring() ? FAILURE : FAREWELL, this::end);
    }

    @Override
    public void terminate(CloseStatus status) {
        output.close(farewell(status), () -> {});
        end();
    }

    private static byte[] farewell(CloseStatus status) {
        // 1006 must not be sent (RFC 6455, 7.4.1)
        int code = status.code() == CloseStatus.ABNORMAL.code() ? CloseStatus.GOING_AWAY.code() : status.code();
        return ServerFrames.close(code, status.reason());
    }

    @Override
    public void text(String part, boolean last) {
        output.hold(frames.hasMore());
        if (connection != null) {
            connection.text(part, last);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, boolean last) {
        output.hold(frames.hasMore());
        if (connection != null) {
            connection.binary(ByteBuffer.wrap(bytes, offset, length), last);
        }
    }

    @Override
    public boolean isListening() {
        return connection != null && connection.state() != Connection.State.CLOSED;
    }

    @Override
    public void ping(byte[] data) {
        output.writePong(ServerFrames.pong(ByteBuffer.wrap(data)));
        if (connection != null) {
            connection.pinged();
        }
    }

    @Override
    public void pong(byte[] data) {
        if (connection != null) {
            connection.pong(ByteBuffer.wrap(data));
        }
    }

    @Override
    public void close(int code, String reason) {
        input.ignore();
        output.close(ServerFrames.close(code, ""), this::end);
        Optional<Runnable> telling = peerLeft(CloseStatus.byPeer(code, reason));
        try {
            if (output.isEmpty()) { // it was the answer to ours
                end();
            } else { // as long as the peer does not read
                home.scheduler().after(FAREWELL, this::end);
            }
        } finally { // nobody else will
            telling.ifPresent(Runnable::run);
        }
    }

    /** What tells those who listen, which may take its time. */
    private Optional<Runnable> peerLeft(CloseStatus status) {
        return connection == null ? Optional.empty() : connection.peerLeft(status);
    }

    /** There is something to read. */
    void readable() {
        input.onDataAvailable();
    }

    /** There is room to write. */
    void writable() {
        output.onWritePossible();
    }

    /** The container will not read it any more. */
    void stop() {
        if (connection == null) {
            end();
        } else {
            connection.end(CloseStatus.GOING_AWAY);
        }
    }

    /** Whether something has come that will be read only when reading is resumed. */
    boolean isUnread() {
        return input.isParked();
    }

    boolean isOver() {
        return isOver.get();
    }

    /** The connection is not there any more. */
    void broken() {
        if (connection != null) {
            connection.closedByPeer(CloseStatus.ABNORMAL);
        }
        end();
    }

    /** Lets go of the connection. Twice is once. */
    void end() {
        if (isOver.compareAndSet(false, true)) {
            boolean mayBlock = !output.isEmpty(); // Undertow writes the rest before it closes
            output.end();
            input.ignore();
            if (deflate != null) {
                deflate.end();
            }
            home.remove(this);
            if (mayBlock) {
                home.workers().execute(this::closeConnection);
            } else {
                closeConnection();
            }
        }
    }

    private void closeConnection() {
        try {
            stream.close();
        } catch (Exception e) { // it is gone, which is what we wanted
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }

    /** How reading can end. */
    private final class End implements FrameInput.Listener {

        @Override
        public void violated(ProtocolViolation violation) {
            if (connection == null) {
                end();
            } else {
                connection.failed(violation);
                connection.end(new CloseStatus(violation.code(), violation.getMessage()));
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (connection != null) {
                connection.failed(failure);
            }
            broken();
        }

        @Override
        public void ended() {
            Optional<Runnable> telling = peerLeft(CloseStatus.ABNORMAL);
            try {
                end();
            } finally { // nobody else will
                telling.ifPresent(Runnable::run);
            }
        }

        @Override
        public void paused() {
            output.release();
        }
    }
}
