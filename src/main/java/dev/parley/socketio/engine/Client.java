package dev.parley.socketio.engine;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.NoRoom;
import dev.parley.connection.RateLimit;
import dev.parley.connection.Scheduler;
import dev.parley.engineio.CloseReason;
import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.LimitRefused;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.Throttle;
import dev.parley.socketio.protocol.MalformedPacketException;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.PacketReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One session and its sockets, at most one in each namespace. Confined to the session's mailbox unless it says otherwise. */
final class Client implements SessionListener {
    private static final Logger LOG = System.getLogger(Client.class.getName());

    private final SocketIoServer server;
    private final Session session;
    private final Protocol protocol;
    private final ClientWire wire;
    private final PacketReader reader;
    private final Map<String, ClientPeer> peers = new LinkedHashMap<>(2); // in the order of entry
    private final AttachmentDeadline attachments;
    private final Throttle throttle;
    private int arrived; // bytes of a packet that is not whole yet
    private Scheduler.Timer connectTimeout;
    private volatile boolean isOpen = true; // changes in the mailbox

    Client(SocketIoServer server, Session session, Protocol protocol, ClientWire wire, PacketReader reader) {
        this.server = server;
        this.session = session;
        this.protocol = protocol;
        this.wire = wire;
        this.reader = reader;
        this.throttle = new Throttle(server.options().rate(), "parley.socketio.rate", server.scheduler());
        this.attachments = new AttachmentDeadline(
                server.scheduler(),
                server.options().attachments().timeout(),
                session.mailbox(),
                () -> giveUp("attachments must follow their packet soon"));
    }

    void begin() {
        connectTimeout = server.scheduler().after(server.options().connectTimeout(), session::close);
        if (protocol.atOnce() != null) {
            connect(protocol.atOnce());
        }
    }

    @Override
    public void message(Message message) {
        arrived += message.size();
        try {
            Optional<Packet> packet = message instanceof Message.Binary binary
                    ? reader.read(binary.bytes())
                    : reader.read(((Message.Text) message).text());
            if (packet.isPresent()) {
                attachments.met();
                int bytes = arrived;
                arrived = 0;
                handle(packet.get(), bytes);
            } else if (message instanceof Message.Text) {
                attachments.begin();
            }
        } catch (MalformedPacketException malformed) {
            giveUp(malformed.getMessage());
        }
    }

    private void handle(Packet packet, int bytes) {
        ClientPeer peer = peers.get(packet.namespace());
        boolean isIn = peer != null && peer.isIn();
        if (packet instanceof Packet.Event event && isIn) {
            Ack ack = event.ackId().isPresent() ? new ClientAck(peer, event.ackId().getAsLong()) : Ack.NOT_WANTED;
            if (isWithinRate(peer, bytes, ack)) {
                peer.link().receive(event.event(), Arguments.of(event.arguments()), ack);
            }
        } else if (packet instanceof Packet.Ack ack && isIn) {
            peer.link().acknowledged(ack.ackId(), Arguments.of(ack.arguments())); // of those there are only as many as questions
        } else if (packet instanceof Packet.Disconnect && isIn) {
            peers.remove(packet.namespace());
            peer.link().left(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        } else if (packet instanceof Packet.Connect connect) {
            connect(connect);
        } else if (!(packet instanceof Packet.Nothing) || !isIn) {
            giveUp("a client must have entered " + packet.namespace());
        }
    }

    /** Tells whoever is too fast, once a second if not asked. */
    private boolean isWithinRate(ClientPeer peer, int bytes, Ack ack) {
        RateLimit.Verdict verdict = throttle.take(bytes, peer.link());
        if (verdict == RateLimit.Verdict.HOPELESS) {
            giveUp("a client must not send so much (parley.socketio.rate, parley.users.rate)", CloseStatus.RATE_LIMIT);
        } else if (verdict == RateLimit.Verdict.REFUSED && (throttle.isDue() || ack.isWanted())) {
            peer.link().refuse(throttle.refusal(), ack);
        }
        return verdict == RateLimit.Verdict.ACCEPTED;
    }

    private void connect(Packet.Connect asked) {
        Protocol.Entry entry = protocol.entry(asked);
        if (peers.containsKey(entry.namespace())) {
            giveUp("a client must not enter " + entry.namespace() + " twice");
            return;
        }
        int most = server.options().maxNamespacesPerConnection();
        if (peers.size() >= most) { // those that have not answered yet count as well
            LimitRefused refusal = LimitRefused.namespaces(NoRoom.namespacesOfConnection(most));
            send(new Packet.ConnectError(entry.namespace(), protocol.refusal(refusal)));
            return;
        }
        ClientPeer peer = new ClientPeer(this, entry);
        peers.put(entry.namespace(), peer);
        server.connect(entry.namespace(), entry.socketId(), entry.handshake(), peer);
    }

    /** The client was not let in. */
    void refuse(ClientPeer peer, ConnectRefused why) {
        if (peers.remove(peer.namespace(), peer)) {
            send(new Packet.ConnectError(peer.namespace(), protocol.refusal(why)));
        }
    }

    /** The client has come in: what tells it so. */
    List<Message> welcome(Socket socket) {
        connectTimeout.cancel();
        return wire.encode(protocol.accepted(socket));
    }

    boolean canRecover() {
        return protocol.canRecover();
    }

    /** The client has left a namespace because the server wants it. */
    void leave(String namespace) {
        peers.remove(namespace);
        send(new Packet.Disconnect(namespace));
    }

    /** The client leaves all namespaces, and its session is closed. */
    void leaveAll() {
        List<ClientPeer> all = List.copyOf(peers.values());
        peers.clear();
        all.stream().filter(ClientPeer::isIn).forEach(peer -> send(new Packet.Disconnect(peer.namespace())));
        isOpen = false;
        session.close();
        all.forEach(peer -> peer.left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, ""));
    }

    @Override
    public void closed(CloseReason reason, String detail) {
        LOG.log(Level.DEBUG, "{0} has ended: {1} {2}", session, reason.text(), detail);
        isOpen = false;
        connectTimeout.cancel();
        attachments.cancel();
        List<ClientPeer> all = List.copyOf(peers.values());
        peers.clear();
        all.forEach(peer -> peer.left(reason(reason), detail));
    }

    /** The client breaks the protocol. Node's reason is then "forced close". */
    private void giveUp(String why) {
        giveUp(why, CloseStatus.NORMAL);
    }

    private void giveUp(String why, CloseStatus status) {
        LOG.log(Level.DEBUG, "{0} is closed: {1}", session, why);
        session.close(status);
    }

    private static DisconnectReason reason(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case PARSE_ERROR -> DisconnectReason.PARSE_ERROR;
            case FORCED_CLOSE -> DisconnectReason.FORCED_CLOSE;
            case SERVER_SHUTTING_DOWN -> DisconnectReason.SERVER_SHUTTING_DOWN;
        };
    }

    boolean isOpen() {
        return isOpen;
    }

    Session session() {
        return session;
    }

    ClientWire wire() {
        return wire;
    }

    /** Sends a packet, by any thread. */
    void send(Packet packet) {
        session.sendFrames(wire.encode(packet), false);
    }
}
