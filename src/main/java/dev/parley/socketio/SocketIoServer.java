package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.NoRoom;
import dev.parley.connection.RandomIds;
import dev.parley.connection.Scheduler;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The server of one application: Node's {@code io}. Safe for use by many threads. It knows namespaces and sockets; the
 * connections beneath them belong to whoever opened them.
 */
public final class SocketIoServer implements Broadcaster, AutoCloseable {
    private final SocketIoOptions options;
    private final Scheduler scheduler;
    private final Adapter.Factory adapters;
    private final RandomIds ids = new RandomIds();
    private final RecoverySessions recoverySessions;
    private final UserShares userShares;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final List<ParentNamespace> parents = new CopyOnWriteArrayList<>();
    private final List<Consumer<Namespace>> onNamespace = new CopyOnWriteArrayList<>();
    private final List<Consumer<Predicate<User>>> onUsersChanged = new CopyOnWriteArrayList<>();
    private volatile Authenticator authenticator; // null: clients are who the container says they are

    /** @param adapters who is in which room, such as {@code InMemoryAdapter::new} */
    public SocketIoServer(SocketIoOptions options, Scheduler scheduler, Adapter.Factory adapters) {
        this.options = requireNonNull(options, "options");
        this.scheduler = requireNonNull(scheduler, "scheduler");
        this.adapters = requireNonNull(adapters, "adapters");
        this.userShares = new UserShares(options.users(), scheduler);
        this.recoverySessions = new RecoverySessions(options.recovery(), scheduler);
    }

    public SocketIoOptions options() {
        return options;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * The namespace of a name, made if it does not exist; it then stays. A name that fits a pattern or template opened before
     * gets the middleware and listeners of that.
     *
     * @param name with or without the leading slash
     */
    public Namespace of(String name) {
        String full = name.startsWith("/") ? name : "/" + name;
        while (true) {
            Namespace existing = namespaces.get(full);
            if (existing == null) {
                existing = make(full);
            }
            if (existing.keep()) {
                return existing;
            }
            remove(existing);
        }
    }

    private Namespace make(String name) {
        for (ParentNamespace parent : parents) {
            Optional<NamespaceRule.Match> match = parent.matchByName(name);
            if (match.isPresent()) {
                return make(name, parent, match.get(), true);
            }
        }
        return publish(new Namespace(this, null, name, Map.of(), true));
    }

    private Namespace make(String name, ParentNamespace parent, NamespaceRule.Match match, boolean stays) {
        Namespace made = new Namespace(this, parent, name, match.variables(), stays);
        parent.adopt(made); // outside the map: it is the application's code
        return publish(made);
    }

    /** Makes it known, unless another thread was faster: then that one's. */
    private Namespace publish(Namespace made) {
        Namespace first = namespaces.putIfAbsent(made.name(), made);
        if (first != null) {
            made.adapter().close();
            return first;
        }
        made.parent().ifPresent(parent -> parent.add(made));
        onNamespace.forEach(listener -> listener.accept(made));
        return made;
    }

    /** The namespace {@code /}. */
    public Namespace root() {
        return of("/");
    }

    /** Namespaces whose whole names, with the leading slash, match a pattern. */
    public ParentNamespace of(Pattern names) {
        return parent(new NamespaceRule.ByPattern(names, List.of(), names.pattern()));
    }

    /**
     * Namespaces that an application accepts.
     *
     * @param rule gets the name, with the leading slash, and what the client sent to be let in
     */
    public ParentNamespace of(BiPredicate<String, JsonObject> rule) {
        return parent(new NamespaceRule.ByPredicate(rule));
    }

    /**
     * Namespaces that an application accepts, when an answer takes time.
     *
     * @param rule gets the name, with the leading slash, and what the client sent to be let in
     */
    public ParentNamespace ofAsync(BiFunction<String, JsonObject, ? extends CompletionStage<Boolean>> rule) {
        return parent(new NamespaceRule.ByQuestion(rule));
    }

    /**
     * Namespaces whose names fit a template such as {@code /orders/{tenant}}; {@link Namespace#variables} are then known.
     *
     * @throws IllegalArgumentException if a variable is not a whole part between two slashes, or named twice
     */
    public ParentNamespace ofTemplate(String template) {
        return parent(NamespaceRule.ByPattern.ofTemplate(template));
    }

    private ParentNamespace parent(NamespaceRule rule) {
        ParentNamespace parent = new ParentNamespace(rule);
        parents.add(parent);
        return parent;
    }

    /** Called for each namespace that is made from now on, before anybody comes in: Node's {@code new_namespace}. */
    public Subscription onNamespace(Consumer<Namespace> listener) {
        return Handlers.add(onNamespace, requireNonNull(listener, "listener"));
    }

    /** Everybody in the root namespace; the other namespaces are reached with {@link #of(String)}. */
    @Override
    public BroadcastOperator everybody() {
        return root().everybody();
    }

    /** Adds a check to the root namespace. */
    public Subscription use(Middleware middleware) {
        return root().use(middleware);
    }

    /** Called for each socket that has come into the root namespace. */
    public Subscription onConnection(Consumer<Socket> listener) {
        return root().onConnection(listener);
    }

    /** See {@link Namespace#serverSideEmit}, for the root namespace. */
    public void serverSideEmit(String event, Object... arguments) {
        root().serverSideEmit(event, arguments);
    }

    /** See {@link Namespace#serverSideEmitWithAck}, for the root namespace. */
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Object... arguments) {
        return root().serverSideEmitWithAck(event, arguments);
    }

    /** See {@link Namespace#onServerSide}, for the root namespace. */
    public Subscription onServerSide(String event, ServerSideListener listener) {
        return root().onServerSide(event, listener);
    }

    /**
     * Has it found out who clients are before they enter any namespace from now on.
     *
     * @param finder null: they are who the container says they are
     */
    public void authenticator(Authenticator finder) {
        this.authenticator = finder;
    }

    /** Who finds out who clients are; empty: they are who the container says they are. */
    public Optional<Authenticator> authenticator() {
        return Optional.ofNullable(authenticator);
    }

    /**
     * Makes clients leave all namespaces because what they have shown of themselves does not count any more: native ones are
     * closed with 4401 {@code auth revoked}, those of Socket.IO hear {@link Authenticator#SENT_AWAY} and {@code io server
     * disconnect}. An {@link Authenticator} that takes something back says so in {@link Authenticator#stillCounts} first, for those
     * who are on their way.
     */
    public void revoke(Predicate<User> which) {
        for (Namespace namespace : namespaces()) {
            for (Socket socket : namespace.sockets()) {
                if (socket.handshake().principal().orElse(null) instanceof User user && which.test(user)) {
                    socket.link().revoke();
                }
            }
        }
        onUsersChanged.forEach(listener -> listener.accept(which));
    }

    /**
     * Makes other users of those who are connected to this node with a {@link User}, as with other roles, which is told to {@link
     * SocketGroup#onRolesChanged}; they stay who they are. Done soon, in each socket's mailbox; those who are on their way in are
     * not found.
     *
     * @param how must keep the id; else nothing is changed, and an error logged
     */
    public void changeUsers(Predicate<User> which, UnaryOperator<User> how) {
        for (Namespace namespace : namespaces()) {
            namespace.sockets().forEach(socket -> socket.link().change(which, how));
        }
        onUsersChanged.forEach(listener -> listener.accept(which));
    }

    /**
     * For wires: a client wants to come into a namespace; the answer is told to the peer, at once or later. Called in the
     * peer's mailbox.
     *
     * @param id the id of its socket; empty if it may be any
     */
    public void connect(String namespace, Optional<String> id, Handshake handshake, Peer peer) {
        if (authenticator == null) {
            new Reception(this, namespace, id, handshake, peer).go();
        } else {
            new Identification(authenticator, peer)
                    .go(handshake, known -> new Reception(this, namespace, id, known, peer).go());
        }
    }

    /**
     * Finds out who a client is that enters no namespace, as one at an address of an application's own.
     *
     * @return the same handshake with whom it belongs to, or {@link AuthRefused} if that is not certain, or they may not come in
     */
    public CompletionStage<Handshake> identify(Handshake handshake) {
        Authenticator finder = authenticator;
        return finder == null ? CompletableFuture.completedStage(handshake) : Identification.of(finder, handshake);
    }

    /** Called when some users are not who they were, here or elsewhere: by {@link #revoke} and {@link #changeUsers}. */
    public void onUsersChanged(Consumer<Predicate<User>> listener) {
        onUsersChanged.add(requireNonNull(listener, "listener"));
    }

    /** The namespaces that are made when somebody asks for them, in the order in which they are asked. */
    List<ParentNamespace> parents() {
        return parents;
    }

    /** A namespace of a kind, made now unless another thread was faster; empty if there are too many. */
    Optional<Namespace> open(String name, ParentNamespace parent, NamespaceRule.Match match) {
        if (noRoomFor(name).isPresent()) {
            return Optional.empty();
        }
        Namespace existing = namespaces.get(name);
        return Optional.of(existing == null ? make(name, parent, match, false) : existing);
    }

    /** Why a namespace cannot be made; empty if it exists, or there is room for one more. */
    public Optional<NoRoom> noRoomFor(String name) {
        boolean isThere = namespaces.containsKey(name) || namespaces.size() < options.maxNamespaces();
        return isThere ? Optional.empty() : Optional.of(NoRoom.namespaces(options.maxNamespaces()));
    }

    /** Whether a name is that of a namespace, existing or made when somebody asks for it. Makes none. */
    public boolean accepts(String name) {
        return name.equals("/")
                || namespaces.containsKey(name)
                || parents.stream().anyMatch(parent -> parent.mayMatch(name));
    }

    /** The namespace of a name if it exists now. Opens none. */
    public Optional<Namespace> existing(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }

    /** All namespaces that exist now. */
    public Collection<Namespace> namespaces() {
        return Collections.unmodifiableCollection(namespaces.values());
    }

    /** What there is to connect to: namespaces, and parents in place of their namespaces. A snapshot. */
    public List<SocketGroup> groups() {
        List<SocketGroup> all = new ArrayList<>();
        namespaces.values().stream()
                .filter(namespace -> namespace.parent().isEmpty())
                .sorted(Comparator.comparing(Namespace::name))
                .forEach(all::add);
        all.addAll(parents);
        return all;
    }

    /** The socket of this node with an id, whatever its namespace. */
    public Optional<Socket> socket(String id) {
        return namespaces.values().stream().flatMap(each -> each.socket(id).stream()).findFirst();
    }

    /** Closes the adapters. The connections are closed before, by whoever opened them. */
    @Override
    public void close() {
        namespaces.values().forEach(namespace -> namespace.adapter().close());
        namespaces.clear();
    }

    Adapter newAdapter(Namespace namespace) {
        return adapters.create(namespace);
    }

    UserShares userShares() {
        return userShares;
    }

    RecoverySessions recoverySessions() {
        return recoverySessions;
    }

    /** A new socket id, or another that nobody can guess. */
    String newId() {
        return ids.next();
    }

    void remove(Namespace namespace) {
        if (namespaces.remove(namespace.name(), namespace)) {
            namespace.adapter().close();
            namespace.parent().ifPresent(parent -> parent.remove(namespace));
        }
    }
}
