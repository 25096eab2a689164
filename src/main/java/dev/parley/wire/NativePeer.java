package dev.parley.wire;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.QueuedConnection;
import dev.parley.connection.RateOptions;
import dev.parley.connection.Receiver;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.Ack;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.LimitRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.Throttle;
import dev.parley.socketio.Wire;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * A native client: one connection, one namespace, one socket, whatever carries the connection. What arrives is handled in
 * the connection's mailbox; what leaves may come from any thread.
 */
public final class NativePeer implements Peer, Receiver {
    /** Of clients in no namespace yet. */
    static final NativeWire UNDECIDED = new NativeWire(NativeWire.GENERIC);
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private record Early(Message message, Reply reply) {}

    private final QueuedConnection connection;
    private final Function<String, Frame> decoder;
    private final Scheduler clock;
    private final RateOptions rate;
    private final Function<Namespace, NativeWire> wires;
    private final SocketIoServer server;
    private final String namespace;
    private Optional<Introduction> introduction; // empty when it is over, or there is none
    private final Queue<Early> early = new ArrayDeque<>(0); // what came before it was let in
    private long earlyBytes;
    private NativeWire wire = UNDECIDED; // as the socket
    private Socket socket; // null until there is one
    private FrameReceiver frames; // as the socket
    private boolean isIn;

    /**
     * Enters the namespace; when that is refused, the connection is closed.
     *
     * @param namespace the namespace's name
     * @param wires chooses the wire for a namespace; a shared one, so that broadcasts are encoded once
     * @param decoder reads text messages; never throws
     */
    public NativePeer(
            QueuedConnection connection,
            SocketIoServer server,
            String namespace,
            Function<Namespace, NativeWire> wires,
            RateOptions rate,
            Function<String, Frame> decoder) {
        this.connection = connection;
        this.decoder = decoder;
        this.clock = server.scheduler();
        this.rate = rate;
        this.wires = wires;
        this.server = server;
        this.namespace = namespace;
        this.introduction = Introduction.awaited(connection, server);
        if (introduction.isEmpty()) {
            enter(Handshake.of(connection.request()));
        }
    }

    private void enter(Handshake handshake) {
        server.connect(namespace, Optional.empty(), handshake, this);
    }

    @Override
    public Wire begin(Socket made) {
        wire = wires.apply(made.namespace());
        socket = made;
        frames = new FrameReceiver(connection, made, wire, decoder, new Throttle(rate, "parley.rate", clock));
        return wire;
    }

    @Override
    public boolean isOpen() {
        return connection.state() != Connection.State.CLOSED;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Mailbox mailbox() {
        return connection.mailbox();
    }

    @Override
    public boolean send(List<Message> messages, boolean droppable) {
        return connection.send(messages, droppable);
    }

    /** What a native client is told on arrival is the application's choice. */
    @Override
    public List<Message> welcome() {
        isIn = true;
        if (!early.isEmpty()) {
            mailbox().execute(this::handleEarly); // after the namespace has heard of the socket
        }
        return List.of();
    }

    @Override
    public boolean enqueue(List<Message> messages) {
        return connection.enqueue(messages);
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public void refused(ConnectRefused why) {
        early.clear();
        if (why instanceof LimitRefused limit) {
            connection.send(wire.encode(limit.toEvent()), false);
        }
        connection.close(why.status());
    }

    @Override
    public void unheard(String event, Ack ack) {
        frames.refuse(
                new EventRefused("TYPE_UNKNOWN", GenericVocabulary.TYPE, "nobody listens to '" + event + "' here"), ack);
    }

    @Override
    public void leave() {
        connection.close(CloseStatus.NORMAL); // one connection, one namespace
    }

    @Override
    public void leave(CloseStatus why) {
        connection.close(why);
    }

    @Override
    public void close(CloseStatus status) {
        connection.close(status);
    }

    @Override
    public void drop() {
        connection.close(CloseStatus.GOING_AWAY);
    }

    @Override
    public void received(Message message) {
        received(message, Reply.NONE);
    }

    /** One whole message has arrived, which can be answered. Called in the mailbox. */
    void received(Message message, Reply reply) {
        if (introduction.isPresent()) {
            Optional<Handshake> handshake = introduction.get().read(message, decoder);
            introduction = Optional.empty();
            reply.handled(false);
            handshake.ifPresent(this::enter);
            return;
        }
        if (!isIn) {
            await(message, reply);
            return;
        }
        handleEarly();
        frames.received(message, reply);
    }

    /** Clients speak as soon as the connection is open, but the middleware may take its time: no more is kept than may come at once. */
    private void await(Message message, Reply reply) {
        earlyBytes += message.size();
        if (early.size() < rate.burst() && (early.isEmpty() || earlyBytes <= rate.byteBurst())) {
            early.add(new Early(message, reply));
            return;
        }
        EventRefused refusal = new EventRefused(
                "RATE_LIMITED",
                null,
                "before it has been let in a client may send " + rate.burst() + " messages (parley.rate.burst) of "
                        + rate.byteBurst() + " bytes (parley.rate.bytes-burst)",
                A_MOMENT);
        if (!reply.refuse(refusal)) {
            connection.send(wire.encode(refusal), false);
        }
        connection.close(CloseStatus.RATE_LIMIT);
    }

    private void handleEarly() {
        while (!early.isEmpty()) {
            Early next = early.remove();
            frames.received(next.message(), next.reply());
        }
    }

    @Override
    public void closed(CloseStatus status) {
        introduction.ifPresent(Introduction::cancel);
        if (socket != null) {
            socket.link().left(reason(status), status.reason());
        }
    }

    private static DisconnectReason reason(CloseStatus status) {
        if (status.equals(CloseStatus.PING_TIMEOUT)) {
            return DisconnectReason.PING_TIMEOUT;
        } else if (status.equals(CloseStatus.SHUTTING_DOWN)) {
            return DisconnectReason.SERVER_SHUTTING_DOWN;
        } else if (status.equals(CloseStatus.WRITE_FAILED)
                || status.equals(CloseStatus.WRITE_TIMEOUT)
                || status.equals(CloseStatus.OUTBOX_FULL)) {
            return DisconnectReason.TRANSPORT_ERROR;
        }
        return DisconnectReason.TRANSPORT_CLOSE;
    }
}
