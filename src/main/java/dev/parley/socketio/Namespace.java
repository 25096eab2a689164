package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A part of the server with its own sockets, rooms and listeners. Safe for use by many threads. */
public final class Namespace extends SocketGroup {
    private final SocketIoServer server;
    private final String name;
    private final Map<String, String> variables;
    private final Adapter adapter;
    private final Recovery recovery; // null when it is off
    private final BroadcastOperator everybody = new BroadcastOperator(new Members());
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, Socket> byPublicId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>(2);
    private final Map<String, List<ServerSideListener>> serverSide = new ConcurrentHashMap<>();
    private final AtomicLong ackIds = new AtomicLong();
    private final Occupancy occupancy;
    private final ParentNamespace parent; // null if it is of none

    Namespace(
            SocketIoServer server,
            ParentNamespace parent,
            String name,
            Map<String, String> variables,
            boolean stays) {
        this.server = server;
        this.parent = parent;
        this.name = name;
        this.variables = variables;
        this.occupancy = new Occupancy(stays);
        this.adapter = server.newAdapter(this);
        this.recovery = adapter.recovery().map(store -> new Recovery(this, store)).orElse(null);
    }

    /** Its name, with the leading slash. */
    public String name() {
        return name;
    }

    /** The same as {@link #name}. */
    @Override
    public String path() {
        return name;
    }

    /**
     * The parts of its name that the variables of its template stand for, such as {@code tenant} → {@code acme}; empty unless
     * it is one of {@link SocketIoServer#ofTemplate}.
     */
    public Map<String, String> variables() {
        return variables;
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

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    /** Hears of its rooms. */
    public Subscription onRooms(RoomListener listener) {
        return adapter.onRooms(requireNonNull(listener, "listener"));
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
    public Subscription onServerSide(String event, ServerSideListener listener) {
        requireNonNull(listener, "listener");
        return Handlers.add(
                serverSide.computeIfAbsent(EventName.checkServerSide(event), key -> new CopyOnWriteArrayList<>()),
                listener);
    }

    /** For adapters: another node has sent something. */
    public void serverSideReceive(String event, Arguments arguments, Ack ack) {
        serverSide.getOrDefault(event, List.of()).forEach(listener -> listener.on(arguments, ack));
    }

    /**
     * A client wants to come in; the answer is told to the peer. Called in the peer's mailbox.
     *
     * @param id the id of its socket; empty if it may be any
     * @return false when this namespace has been given up for being empty: then look it up again
     */
    boolean connect(Optional<String> id, Handshake handshake, Peer peer) {
        if (!occupancy.enter()) {
            return false;
        }
        if (recovery == null || !peer.canRecover()) {
            begin(id, handshake, peer, null);
        } else {
            CompletionStage<?> unused = recovery.attempt(handshake, peer)
                    .thenAccept(attempted ->
                            peer.mailbox().executeWithin(() -> beginAgain(id, handshake, peer, attempted)));
        }
        return true;
    }

    private void beginAgain(Optional<String> id, Handshake handshake, Peer peer, SocketRecovery attempted) {
        if (peer.isOpen()) {
            begin(id, handshake, peer, attempted);
        } else { // it has gone meanwhile
            keepOut(peer, attempted);
        }
    }

    private void keepOut(Peer peer, SocketRecovery attempted) {
        if (attempted != null) {
            recovery.keptOut(attempted, peer);
        }
        giveUpPlace();
    }

    private void begin(Optional<String> id, Handshake handshake, Peer peer, SocketRecovery attempted) {
        UserShare share;
        try {
            share = server.userShares().enter(handshake);
        } catch (ConnectRefused tooMany) {
            keepOut(peer, attempted);
            peer.refused(tooMany);
            return;
        }
        Optional<SavedSocket> saved =
                attempted == null ? Optional.empty() : attempted.claimed().map(SavedSession::socket);
        String publicId = saved.map(SavedSocket::id).orElseGet(server::newId);
        Socket socket = new Socket(id.orElse(publicId), publicId, this, handshake, peer, attempted);
        try {
            adapter.add(socket);
            socket.link().begin(share);
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            server.userShares().leave(share);
            adapter.remove(socket);
            keepOut(peer, attempted);
            throw e;
        }
        saved.ifPresent(before -> {
            socket.data().putAll(before.data());
            adapter.join(socket, before.rooms().stream().filter(room -> !room.equals(publicId)).toList());
        });
        new Entrance(this, socket, peer).go();
    }

    /** Whether a socket needs no middleware any more. */
    boolean isTrusted(Socket socket) {
        return socket.recovered() && recovery.skipsMiddlewares();
    }

    /** A socket has passed every middleware. Called in the peer's mailbox. */
    void enter(Socket socket, Peer peer) {
        if (socket.recovered()) {
            recovery.resume(socket, () -> admit(socket)).whenComplete((isWhole, failure) -> peer.mailbox()
                    .executeWithin(() -> resumed(socket, failure == null && isWhole)));
            return;
        }
        List<Message> welcome = peer.welcome();
        if (!welcome.isEmpty()) {
            peer.send(welcome, false);
        }
        if (socket.link().recovery() != null) {
            recovery.cameIn(socket.link().recovery());
        }
        admit(socket);
        tellConnection(socket);
    }

    private void resumed(Socket socket, boolean isWhole) {
        if (socket.link().hasLeft()) {
            return;
        }
        if (isWhole) {
            giveUpPlace(); // that of the session; the socket has its own
            tellConnection(socket);
        } else {
            recovery.lost(socket.link().recovery(), socket.link().peer());
            socket.dropConnection(); // its client comes again, as a new one
        }
    }

    private void admit(Socket socket) {
        sockets.put(socket.id(), socket);
        byPublicId.put(socket.publicId(), socket);
        socket.link().connected();
    }

    private void tellConnection(Socket socket) {
        server.authenticator().ifPresent(authenticator -> Validity.watch(socket, authenticator));
        handlers().onConnection.forEach(listener ->
                socket.link().guarded("connection", () -> listener.accept(socket)));
        server.authenticator().ifPresent(authenticator -> Validity.check(socket, authenticator));
    }

    /** A socket has left: it is no longer found or counted, while its rooms can still be read. */
    void forget(Socket socket) {
        sockets.remove(socket.id(), socket);
        byPublicId.remove(socket.publicId(), socket);
    }

    /** @param rooms those that it was in, if it may come back */
    void remove(Socket socket, DisconnectReason reason, Set<String> rooms) {
        adapter.remove(socket);
        SocketRecovery own = socket.link().recovery();
        if (own == null || !recovery.left(socket, own, reason, rooms)) {
            giveUpPlace();
        }
    }

    /** A socket has gone for good, or a session is not kept any more. */
    void giveUpPlace() {
        if (occupancy.leave()) {
            server.remove(this);
        }
    }

    /** Of which it is one. */
    Optional<ParentNamespace> parent() {
        return Optional.ofNullable(parent);
    }

    /** Makes it stay when the last socket leaves; false if it is too late. */
    boolean keep() {
        return occupancy.keep();
    }

    /** Sends an event to one socket, be it away; only where there is recovery. */
    void publish(String event, Arguments arguments, String id, boolean compress) {
        recovery.publish(event, arguments, new BroadcastTarget(Set.of(id), Set.of(), false, false, compress));
    }

    /** One number for an acknowledgement, which no other in this namespace has. */
    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    @Override
    public String toString() {
        return "Namespace[" + name + "]";
    }

    /** All of its sockets. */
    private final class Members implements Audience {

        @Override
        public void broadcast(String event, Arguments arguments, BroadcastTarget target) {
            if (recovery == null || target.droppable()) {
                Emission emission = new Emission(name, event, arguments, target.compress(), OptionalLong.empty());
                adapter.broadcast(emission, target);
                emission.charge();
            } else {
                recovery.publish(event, arguments, target);
            }
        }

        @Override
        public CompletableFuture<List<Arguments>> broadcastWithAck(
                String event, Arguments arguments, BroadcastTarget target, Duration timeout) {
            BroadcastAcks acks = new BroadcastAcks();
            Emission emission = new Emission(name, event, arguments, target.compress(), OptionalLong.of(nextAckId()));
            adapter.broadcastWithAck(emission, target, timeout, acks);
            emission.charge();
            return acks.result();
        }

        @Override
        public Adapter adapter() {
            return adapter;
        }
    }
}
