package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import java.util.ArrayList;
import java.util.List;

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
    private CloseStatus closed;
    private boolean left;

    public FakePeer(Wire wire) {
        this.wire = wire;
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public synchronized boolean send(List<Message> messages, boolean droppable) {
        messages.forEach(message -> got.add(((Message.Text) message).text()));
        return true;
    }

    @Override
    public void welcome(Socket socket) {}

    @Override
    public void drop() {
        closed = CloseStatus.GOING_AWAY;
    }

    @Override
    public void leave() {
        left = true;
    }

    @Override
    public void close(CloseStatus status) {
        closed = status;
    }

    public synchronized List<String> got() {
        List<String> all = List.copyOf(got);
        got.clear();
        return all;
    }

    public CloseStatus closed() {
        return closed;
    }

    public boolean hasLeft() {
        return left;
    }
}
