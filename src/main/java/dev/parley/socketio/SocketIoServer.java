package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.RandomIds;
import dev.parley.connection.Scheduler;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The server of one application: Node's {@code io}. Safe for use by many threads. It knows namespaces and sockets; the
 * connections beneath them belong to whoever opened them.
 */
public final class SocketIoServer implements AutoCloseable {
    private record OnDemand(BiPredicate<String, JsonObject> rule, Consumer<Namespace> setup) {}

    private final SocketIoOptions options;
    private final Scheduler scheduler;
    private final Adapter.Factory adapters;
    private final RandomIds ids = new RandomIds();
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final List<OnDemand> onDemand = new CopyOnWriteArrayList<>();

    /** @param adapters who is in which room, such as {@code InMemoryAdapter::new} */
    public SocketIoServer(SocketIoOptions options, Scheduler scheduler, Adapter.Factory adapters) {
        this.options = requireNonNull(options, "options");
        this.scheduler = requireNonNull(scheduler, "scheduler");
        this.adapters = requireNonNull(adapters, "adapters");
    }

    public SocketIoOptions options() {
        return options;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * The namespace of a name, made if it does not exist; it then stays.
     *
     * @param name with or without the leading slash
     */
    public Namespace of(String name) {
        String full = name.startsWith("/") ? name : "/" + name;
        return namespaces.compute(
                full,
                (key, found) -> found != null && found.keep() ? found : new Namespace(this, key, false, adapters));
    }

    /** The namespace {@code /}. */
    public Namespace root() {
        return of("/");
    }

    /** Everybody in the root namespace; the other namespaces are reached with {@link #of}. */
    public BroadcastOperator everybody() {
        return root().everybody();
    }

    /** The members of a room of the root namespace. */
    public BroadcastOperator to(String room) {
        return root().to(room);
    }

    /** Everybody in the root namespace but the members of a room. */
    public BroadcastOperator except(String room) {
        return root().except(room);
    }

    /** Sends an event to everybody in the root namespace. */
    public void emit(String event, Object... arguments) {
        root().emit(event, arguments);
    }

    /** Adds a check to the root namespace. */
    public void use(Middleware middleware) {
        root().use(middleware);
    }

    /** Called for each socket that has come into the root namespace. */
    public void onConnection(Consumer<Socket> listener) {
        root().onConnection(listener);
    }

    /**
     * Opens namespaces when somebody asks for them and gives each up when the last socket has left.
     *
     * @param names which names (with the leading slash)
     * @param setup called once for each namespace before anybody comes in; may be called for one that is then not used
     */
    public void onDemand(Predicate<String> names, Consumer<Namespace> setup) {
        requireNonNull(names, "names");
        onDemand((name, auth) -> names.test(name), setup);
    }

    /**
     * Opens namespaces when somebody asks for them; see {@link #onDemand(Predicate, Consumer)}.
     *
     * @param rule gets the name and what the client sent to be let in
     */
    public void onDemand(BiPredicate<String, JsonObject> rule, Consumer<Namespace> setup) {
        onDemand.add(new OnDemand(requireNonNull(rule, "rule"), requireNonNull(setup, "setup")));
    }

    /** For wires: {@link #find(String, JsonObject)} for a client that has sent nothing to be let in. */
    public Optional<Namespace> find(String name) {
        return find(name, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** For wires: the namespace of a name if there is one or one may be opened for it now. */
    public Optional<Namespace> find(String name, JsonObject auth) {
        Namespace existing = namespaces.get(name);
        if (existing != null) {
            return Optional.of(existing);
        }
        for (OnDemand each : onDemand) {
            if (each.rule().test(name, auth) && namespaces.size() < options.maxNamespaces()) {
                Namespace made = new Namespace(this, name, true, adapters);
                each.setup().accept(made); // outside the map: it is the application's code
                Namespace first = namespaces.putIfAbsent(name, made);
                return Optional.of(first == null ? made : first);
            }
        }
        return Optional.empty();
    }

    /** Whether a namespace exists or there is room for one more. */
    public boolean hasRoomFor(String name) {
        return namespaces.containsKey(name) || namespaces.size() < options.maxNamespaces();
    }

    /** Whether a name is that of a namespace, existing or opened on demand. Opens none. */
    public boolean accepts(String name) {
        return namespaces.containsKey(name)
                || onDemand.stream().anyMatch(each -> each.rule().test(name, JsonValue.EMPTY_JSON_OBJECT));
    }

    /** The namespace of a name if it exists now. Opens none. */
    public Optional<Namespace> existing(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }

    /** All namespaces that exist now. */
    public Collection<Namespace> namespaces() {
        return Collections.unmodifiableCollection(namespaces.values());
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

    /** A new socket id. */
    String newId() {
        return ids.next();
    }

    void remove(Namespace namespace) {
        if (namespaces.remove(namespace.name(), namespace)) {
            namespace.adapter().close();
        }
    }
}
