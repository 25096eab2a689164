package dev.parley.socketio.engine;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Socket;
import dev.parley.socketio.Wire;
import java.util.List;

/** One socket's way to its client. Safe for use by many threads where {@link Peer} says so. */
final class ClientPeer implements Peer {
    private final Client client;
    private final String namespace;
    private Socket socket; // confined to the mailbox; null until it has come in

    ClientPeer(Client client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    Socket socket() {
        return socket;
    }

    Client client() {
        return client;
    }

    void left(DisconnectReason reason) {
        if (socket != null) {
            socket.left(reason);
        }
    }

    @Override
    public Wire wire() {
        return client.wire();
    }

    @Override
    public Mailbox mailbox() {
        return client.session().mailbox();
    }

    @Override
    public boolean send(List<Message> messages, boolean droppable) {
        return client.session().sendFrames(messages, droppable);
    }

    @Override
    public void welcome(Socket entered) {
        socket = entered;
        client.welcome(entered);
    }

    @Override
    public void leave() {
        client.leave(namespace);
    }

    @Override
    public void close(CloseStatus status) {
        client.leaveAll();
    }

    @Override
    public void drop() {
        client.session().close();
    }
}
