package dev.parley.wire;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.Receiver;
import dev.parley.connection.Scheduler;
import dev.parley.connection.WebSocketConnection;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.NoSuchNamespace;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.Wire;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A native client: one connection, one namespace, one socket. What arrives is handled in the connection's mailbox; what
 * leaves may come from any thread.
 */
public final class NativePeer implements Peer, Receiver {
    private static final int MAX_ACK_CHARACTERS = 64;
    private static final int MAX_EARLY = 100;
    private static final int MAX_EARLY_BYTES = 1_000_000;
    private static final long MAX_ACK_NUMBER = 1L << 53;

    private final WebSocketConnection connection;
    private final Function<String, Frame> decoder;
    private final Scheduler clock;
    private final RateLimit rate;
    private final Function<Namespace, NativeWire> wires;
    private final Queue<Message> early = new ArrayDeque<>(0); // what came before it was let in
    private long earlyBytes;
    private Socket socket; // null until there is one
    private NativeWire wire; // as the socket
    private boolean isIn;
    private long warnedAt = Long.MIN_VALUE;

    /**
     * Enters the namespace; when that is refused, the connection is closed.
     *
     * @param namespace the namespace's name
     * @param wires chooses the wire for a namespace; a shared one, so that broadcasts are encoded once
     * @param decoder reads text messages; never throws
     */
    public NativePeer(
            WebSocketConnection connection,
            SocketIoServer server,
            String namespace,
            Function<Namespace, NativeWire> wires,
            RateOptions rate,
            Function<String, Frame> decoder) {
        this.connection = connection;
        this.decoder = decoder;
        this.clock = server.scheduler();
        this.rate = new RateLimit(rate, clock.now());
        this.wires = wires;
        server.connect(namespace, Optional.empty(), Handshake.of(connection.request()), this);
    }

    @Override
    public Wire begin(Socket made) {
        socket = made;
        wire = wires.apply(made.namespace());
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
        connection.close(why instanceof NoSuchNamespace ? CloseStatus.TRY_AGAIN_LATER : CloseStatus.REFUSED);
    }

    @Override
    public void unheard(String event, Ack ack) {
        socket.link()
                .refuse(
                        new EventRefused("TYPE_UNKNOWN", GenericVocabulary.TYPE, "nobody listens to '" + event + "' here"),
                        ack);
    }

    @Override
    public void leave() {
        connection.close(CloseStatus.NORMAL); // one connection, one namespace
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
        if (!isIn) {
            await(message);
            return;
        }
        handleEarly();
        handle(message);
    }

    private void handle(Message message) {
        RateLimit.Verdict verdict = rate.take(clock.now(), message.size());
        if (verdict == RateLimit.Verdict.HOPELESS) {
            socket.close(CloseStatus.RATE_LIMIT);
        } else if (message instanceof Message.Text text) {
            received(text, verdict);
        } else if (verdict == RateLimit.Verdict.ACCEPTED) {
            refuse("BINARY_UNEXPECTED", null, "a message must be text, was binary");
        }
    }

    /** Clients speak as soon as the connection is open, but the middleware may take its time. */
    private void await(Message message) {
        earlyBytes += message.size();
        if (early.size() < MAX_EARLY && (early.isEmpty() || earlyBytes <= MAX_EARLY_BYTES)) {
            early.add(message);
        } else {
            connection.close(CloseStatus.RATE_LIMIT);
        }
    }

    private void handleEarly() {
        while (!early.isEmpty()) {
            handle(early.remove());
        }
    }

    private void received(Message.Text text, RateLimit.Verdict verdict) {
        if (verdict == RateLimit.Verdict.REFUSED) {
            // a long one is not worth reading just to learn whether it asks for an answer
            refuseForRate(text.size() <= RateLimit.BYTES_PER_TOKEN ? decoder.apply(text.text()) : null);
            return;
        }
        Frame frame = decoder.apply(text.text());
        if (frame instanceof Frame.Whole whole) {
            handle(whole.object());
        } else if (frame instanceof Frame.Broken broken) {
            socket.link().refuse(broken.refusal(), Ack.NOT_WANTED);
        }
    }

    private void handle(JsonObject frame) {
        JsonValue ackId = frame.get(GenericVocabulary.ACK);
        if (ackId != null && !isAckId(ackId)) {
            refuse(
                    "FIELD_TYPE",
                    GenericVocabulary.ACK,
                    "ack must be a whole number from 0 to 2^53-1 or a string of 1 to " + MAX_ACK_CHARACTERS
                            + " characters");
            return;
        }
        if (isAnswer(frame)) {
            if (ackId instanceof JsonNumber number) {
                socket.link().acknowledged(number.longValue(), GenericVocabulary.arguments(frame));
            }
            return;
        }
        Ack ack = ackId == null ? Ack.NOT_WANTED : new Answer(ackId);
        try {
            Inbound inbound = wire.vocabulary().read(frame);
            socket.link().receive(inbound.event(), inbound.arguments(), ack);
        } catch (EventRefused refusal) {
            socket.link().refuse(refusal, ack);
        }
    }

    /** Says so once a second, however many come, but answers everybody who asked for an answer. */
    private void refuseForRate(Frame frame) {
        JsonValue ackId = frame instanceof Frame.Whole whole
                ? whole.object().get(GenericVocabulary.ACK)
                : null;
        boolean asked = ackId != null && isAckId(ackId);
        long now = clock.now();
        if (asked || now - warnedAt >= 1_000 || warnedAt == Long.MIN_VALUE) {
            warnedAt = now;
            Duration wait = rate.retryAfter();
            socket.link().refuse(
                    new EventRefused("RATE_LIMITED", null, "too many messages; go on in " + wait.toMillis() + " ms", wait),
                    asked ? new Answer(ackId) : Ack.NOT_WANTED);
        }
    }

    private void refuse(String code, String field, String message) {
        socket.link().refuse(new EventRefused(code, field, message), Ack.NOT_WANTED);
    }

    private static boolean isAnswer(JsonObject frame) {
        return frame.get(GenericVocabulary.TYPE) instanceof JsonString type
                && type.getString().equals(GenericVocabulary.ACK);
    }

    private static boolean isAckId(JsonValue value) {
        if (value instanceof JsonString string) {
            return !string.getString().isEmpty() && string.getString().length() <= MAX_ACK_CHARACTERS;
        }
        return value instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= 0
                && number.doubleValue() < MAX_ACK_NUMBER;
    }

    @Override
    public void closed(CloseStatus status) {
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

    /** Answers once. */
    private final class Answer implements Ack {
        private final JsonValue id;
        private final AtomicBoolean sent = new AtomicBoolean();

        Answer(JsonValue id) {
            this.id = id;
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void send(Arguments answer) {
            if (sent.compareAndSet(false, true)) {
                connection.send(List.of(wire.encodeAnswer(id, answer)), false);
            }
        }
    }
}
