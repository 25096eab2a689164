package dev.parley.socketio.engine;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketLink;
import dev.parley.socketio.Wire;
import java.util.List;

/** One socket's way to its client. Safe for use by many threads where {@link Peer} says so. */
final class ClientPeer implements Peer {
    private final Client client;
    private final Protocol.Entry entry;
    private Socket socket; // confined to the mailbox; null until there is one
    private boolean isIn; // confined to the mailbox

    ClientPeer(Client client, Protocol.Entry entry) {
        this.client = client;
        this.entry = entry;
    }

    String namespace() {
        return entry.namespace();
    }

    /** Only where it has come in. */
    SocketLink link() {
        return socket.link();
    }

    /** Whether it has come in; before, its client may not send anything to the namespace. */
    boolean isIn() {
        return isIn;
    }

    /** By any thread. */
    boolean isConnected() {
        return socket.isConnected();
    }

    Client client() {
        return client;
    }

    void left(DisconnectReason reason, String detail) {
        if (socket != null) {
            socket.link().left(reason, detail);
        }
    }

    @Override
    public Wire begin(Socket made) {
        socket = made;
        return client.wire();
    }

    @Override
    public boolean isOpen() {
        return client.isOpen() && client.session().isOpen();
    }

    @Override
    public Connection connection() {
        return client.session().connection();
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
    public boolean enqueue(List<Message> messages) {
        return client.session().enqueueFrames(messages);
    }

    @Override
    public void flush() {
        client.session().flush();
    }

    @Override
    public boolean canRecover() {
        return client.canRecover();
    }

    @Override
    public List<Message> welcome() {
        isIn = true;
        return client.welcome(socket);
    }

    @Override
    public void refused(ConnectRefused why) {
        client.refuse(this, why);
    }

    @Override
    public void leave() {
        client.leave(namespace());
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
