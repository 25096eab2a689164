package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what its client would have got. Events are written as {@code name[arguments]}, with {@code ?id} before when an answer is wanted. */
public final class FakePeer implements Peer {
    /** Counts how often it encodes. */
    public static final class PlainWire implements Wire {
        private int encoded;

        @Override
        public List<Message> encode(Emission emission) {
            encoded++;
            String asks = emission.ackId().isPresent() ? "?" + emission.ackId().getAsLong() + " " : "";
            return List.of(Message.text(asks + emission.event() + emission.arguments()));
        }

        public int encoded() {
            return encoded;
        }
    }

    private final Wire wire;
    private final Mailbox mailbox = new Mailbox();
    private final List<String> got = new ArrayList<>();
    private final List<Message> waiting = new ArrayList<>();
    private CloseStatus closed;
    private Socket socket;
    private ConnectRefused refusal;
    private final List<String> unheard = new ArrayList<>();

    public FakePeer(Wire wire) {
        this.wire = wire;
    }

    /** Asks to be let into a namespace. */
    public FakePeer connect(SocketIoServer io, String namespace) {
        io.connect(namespace, Optional.empty(), Handshake.of(OpeningRequests.any()), this);
        return this;
    }

    @Override
    public Wire begin(Socket made) {
        socket = made;
        return wire;
    }

    @Override
    public boolean isOpen() {
        return closed == null;
    }

    @Override
    public Connection connection() {
        throw new UnsupportedOperationException("nothing carries it");
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public synchronized boolean send(List<Message> messages, boolean droppable) {
        enqueue(messages);
        flush();
        return true;
    }

    @Override
    public synchronized boolean enqueue(List<Message> messages) {
        return waiting.addAll(messages);
    }

    @Override
    public synchronized void flush() {
        while (!waiting.isEmpty()) {
            got.add(((Message.Text) waiting.remove(0)).text());
        }
    }

    @Override
    public List<Message> welcome() {
        return List.of();
    }

    @Override
    public void refused(ConnectRefused why) {
        refusal = why;
    }

    @Override
    public void unheard(String event, Ack ack) {
        unheard.add(event);
    }

    @Override
    public void drop() {
        closed = CloseStatus.GOING_AWAY;
    }

    @Override
    public void leave() {}

    @Override
    public void close(CloseStatus status) {
        closed = status;
    }

    public synchronized List<String> got() {
        List<String> all = List.copyOf(got);
        got.clear();
        return all;
    }

    /** The socket that was made for it; null if none was. */
    public Socket socket() {
        return socket;
    }

    /** Why it was not let in; null if it was. */
    public ConnectRefused refusal() {
        return refusal;
    }

    /** The events to which nobody listened. */
    public List<String> unheard() {
        return unheard;
    }
}
