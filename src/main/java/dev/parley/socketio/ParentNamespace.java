package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.NamespaceRule.Match;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Namespaces that are made when somebody asks for them, and given up when the last socket has left: Node's dynamic
 * namespaces. A new one starts with the middleware and the listeners that are registered here. Broadcasts go to all that exist
 * on this node. Safe for use by many threads.
 */
public final class ParentNamespace extends SocketGroup {
    private final NamespaceRule rule;
    private final Set<Namespace> children = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Namespace>> setups = new CopyOnWriteArrayList<>();
    private final BroadcastOperator everybody = new BroadcastOperator(new AllChildren());

    ParentNamespace(NamespaceRule rule) {
        this.rule = rule;
    }

    /** Called once for each of its namespaces, before anybody comes in; perhaps also for one that is then not used. */
    public Subscription onNamespace(Consumer<Namespace> setup) {
        return Handlers.add(setups, requireNonNull(setup, "setup"));
    }

    /** Its namespaces that exist now. A live view that cannot be changed. */
    public Collection<Namespace> namespaces() {
        return Collections.unmodifiableCollection(children);
    }

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    @Override
    public String path() {
        return rule.text();
    }

    /** Whether a name is one of its own. */
    CompletionStage<Optional<Match>> match(String name, JsonObject auth) {
        return rule.match(name, auth);
    }

    /** Whether a name may be one of its own, as far as the name alone tells. */
    boolean mayMatch(String name) {
        return rule.mayMatch(name);
    }

    /** The match of a name if nothing but the name decides, else empty. */
    Optional<Match> matchByName(String name) {
        return rule.matchByName(name);
    }

    /** Makes a namespace what all of its are. */
    void adopt(Namespace made) {
        made.handlers().addAll(handlers());
        setups.forEach(setup -> setup.accept(made));
    }

    void add(Namespace child) {
        children.add(child);
    }

    void remove(Namespace child) {
        children.remove(child);
    }

    @Override
    public String toString() {
        return "ParentNamespace[" + rule + "]";
    }

    /** The sockets of all its namespaces. */
    private final class AllChildren implements Audience {

        @Override
        public void broadcast(String event, Arguments arguments, BroadcastTarget target) {
            children.forEach(child -> child.everybody().with(target).emit(event, arguments));
        }

        @Override
        public CompletableFuture<List<Arguments>> broadcastWithAck(
                String event, Arguments arguments, BroadcastTarget target, Duration timeout) {
            throw notHere();
        }

        @Override
        public Adapter adapter() {
            throw notHere();
        }

        private UnsupportedOperationException notHere() {
            return new UnsupportedOperationException(
                    "a parent namespace can only emit: ask each of its namespaces() for more");
        }
    }
}
