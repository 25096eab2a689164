package dev.parley.socketio.engine;

import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.protocol.Packet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers a client once, unless its socket has left. Safe for use by many threads. */
final class ClientAck implements Ack {
    private final ClientPeer peer;
    private final long id;
    private final AtomicBoolean sent = new AtomicBoolean();

    ClientAck(ClientPeer peer, long id) {
        this.peer = peer;
        this.id = id;
    }

    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public void send(Arguments answer) {
        if (sent.compareAndSet(false, true) && peer.isConnected()) {
            peer.client().send(new Packet.Ack(peer.namespace(), id, answer.list()));
        }
    }
}
