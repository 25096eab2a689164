package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A part of the server with its own sockets, rooms and listeners. Safe for use by many threads. */
public final class Namespace {
    private final SocketIoServer server;
    private final String name;
    private final Adapter adapter;
    private final BroadcastOperator everybody = new BroadcastOperator(this, BroadcastTarget.EVERYBODY);
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, Socket> byPublicId = new ConcurrentHashMap<>();
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final List<Consumer<Socket>> onConnection = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>(2);
    private final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
    private final Map<String, List<ServerSideListener>> serverSide = new ConcurrentHashMap<>();
    private final AtomicLong ackIds = new AtomicLong();
    private int occupants; // guarded by this; those on their way in included
    private boolean onDemand; // guarded by this
    private boolean retired; // guarded by this

    Namespace(SocketIoServer server, String name, boolean onDemand, Adapter.Factory adapters) {
        this.server = server;
        this.name = name;
        this.onDemand = onDemand;
        this.adapter = adapters.create(this);
    }

    /** Its name, with the leading slash. */
    public String name() {
        return name;
    }

    public SocketIoServer server() {
        return server;
    }

    /** Whatever the application keeps with it. */
    public ConcurrentMap<String, Object> data() {
        return data;
    }

    public Adapter adapter() {
        return adapter;
    }

    /** The sockets of this node. A live view that cannot be changed. */
    public Collection<Socket> sockets() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    /** How many sockets of this node are in it. */
    public int localCount() {
        return sockets.size();
    }

    /** The socket of this node with an id, be it the public one. */
    public Optional<Socket> socket(String id) {
        Socket socket = sockets.get(id);
        return Optional.ofNullable(socket == null ? byPublicId.get(id) : socket);
    }

    /** Adds a check that each socket must pass before it comes in, in the order in which they were added. */
    public void use(Middleware middleware) {
        middlewares.add(requireNonNull(middleware, "middleware"));
    }

    /** Called for each socket that has come in, before its first event. */
    public void onConnection(Consumer<Socket> listener) {
        onConnection.add(requireNonNull(listener, "listener"));
    }

    /** Listens to an event of all its sockets: one listener, however many sockets there are. */
    public void on(String event, Listener listener) {
        requireNonNull(listener, "listener");
        listeners.computeIfAbsent(EventName.check(event), key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Everybody: what {@link BroadcastOperator} can do starts here. */
    public BroadcastOperator everybody() {
        return everybody;
    }

    /** The members of a room. */
    public BroadcastOperator to(String room) {
        return everybody.to(room);
    }

    /** The same as {@link #to}. */
    public BroadcastOperator in(String room) {
        return everybody.in(room);
    }

    /** Everybody but the members of a room. */
    public BroadcastOperator except(String room) {
        return everybody.except(room);
    }

    /** Everybody but one socket. */
    public BroadcastOperator except(Socket socket) {
        return everybody.except(socket);
    }

    /** Everybody, for what may be dropped; see {@link BroadcastOperator#droppable}. */
    public BroadcastOperator droppable() {
        return everybody.droppable();
    }

    /** Everybody on this node. */
    public BroadcastOperator local() {
        return everybody.local();
    }

    /** Sends an event to everybody; see {@link BroadcastOperator#emit(String, Object...)}. */
    public void emit(String event, Object... arguments) {
        everybody.emit(event, arguments);
    }

    /** Sends an event to everybody. */
    public void emit(String event, Arguments arguments) {
        everybody.emit(event, arguments);
    }

    /**
     * Sends an event to the same namespace on all other nodes: not to clients, but to {@link #onServerSide}.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     */
    public void serverSideEmit(String event, Object... arguments) {
        adapter.serverSideEmit(EventName.checkServerSide(event), Arguments.ofValues(arguments));
    }

    /**
     * Sends an event to the same namespace on all other nodes and gathers their answers.
     *
     * @return one answer of each; empty where there is no other node
     */
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Object... arguments) {
        return adapter.serverSideEmitWithAck(EventName.checkServerSide(event), Arguments.ofValues(arguments));
    }

    /** Listens to what other nodes send to each other. */
    public void onServerSide(String event, ServerSideListener listener) {
        requireNonNull(listener, "listener");
        serverSide.computeIfAbsent(EventName.checkServerSide(event), key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** For adapters: another node has sent something. */
    public void serverSideReceive(String event, Arguments arguments, Ack ack) {
        serverSide.getOrDefault(event, List.of()).forEach(listener -> listener.on(arguments, ack));
    }

    /** For wires: a client wants to come in, and its socket may have any id. See {@link #connect(String, Handshake, Peer)}. */
    public Optional<Socket> connect(Handshake handshake, Peer peer) {
        String id = server.newId();
        return connect(id, id, handshake, peer);
    }

    /**
     * For wires: a client wants to come in. Called in the peer's mailbox.
     *
     * @param id the id of its socket
     * @return its socket, or empty when this namespace has been given up for being empty: then look it up again
     * @throws ConnectRefused if a middleware keeps it out
     */
    public Optional<Socket> connect(String id, Handshake handshake, Peer peer) {
        return connect(id, server.newId(), handshake, peer);
    }

    private Optional<Socket> connect(String id, String publicId, Handshake handshake, Peer peer) {
        synchronized (this) {
            if (retired) {
                return Optional.empty();
            }
            occupants++;
        }
        Socket socket = new Socket(id, publicId, this, handshake, peer);
        adapter.add(socket);
        try {
            middlewares.forEach(middleware -> middleware.check(socket));
        } catch (RuntimeException | Error refused) {
            socket.left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            throw refused;
        }
        peer.welcome(socket);
        sockets.put(socket.id(), socket);
        byPublicId.put(socket.publicId(), socket);
        socket.connected();
        onConnection.forEach(listener -> socket.guarded("connection", () -> listener.accept(socket)));
        return Optional.of(socket);
    }

    /** Makes it stay when the last socket leaves; false if it is too late. */
    synchronized boolean keep() {
        onDemand = false;
        return !retired;
    }

    /** One number for an acknowledgement, which no other in this namespace has. */
    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    List<Listener> listeners(String event) {
        return listeners.getOrDefault(event, List.of());
    }

    void remove(Socket socket) {
        sockets.remove(socket.id(), socket);
        byPublicId.remove(socket.publicId(), socket);
        adapter.remove(socket);
        boolean nowEmpty;
        synchronized (this) {
            occupants--;
            nowEmpty = onDemand && occupants == 0;
            retired |= nowEmpty;
        }
        if (nowEmpty) {
            server.remove(this);
        }
    }

    @Override
    public String toString() {
        return "Namespace[" + name + "]";
    }
}
