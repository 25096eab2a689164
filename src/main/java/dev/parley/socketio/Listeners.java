package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who listens to which event, in the order of registration. Safe for use by many threads. */
final class Listeners {
    private final Map<String, List<Listener>> byEvent = new ConcurrentHashMap<>(4);
    private final List<AnyListener> catchAll = new CopyOnWriteArrayList<>();

    Subscription add(String event, Listener listener) {
        return register(event, listener, false);
    }

    /** A listener that is called once at most. */
    Subscription addOnce(String event, Listener listener) {
        return register(event, listener, true);
    }

    private Subscription register(String event, Listener listener, boolean once) {
        requireNonNull(listener, "listener");
        List<Listener> list =
                byEvent.computeIfAbsent(EventName.check(event), name -> new CopyOnWriteArrayList<>());
        Registered registered = new Registered(list, listener, once);
        list.add(registered);
        return registered;
    }

    void remove(String event) {
        byEvent.remove(event);
    }

    void removeAll() {
        byEvent.clear();
        catchAll.clear();
    }

    Set<String> events() {
        return Set.copyOf(byEvent.keySet());
    }

    List<Listener> of(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    boolean isDeafTo(String event) {
        return of(event).isEmpty() && catchAll.isEmpty();
    }

    Subscription addAny(AnyListener listener) {
        catchAll.add(requireNonNull(listener, "listener"));
        return () -> catchAll.remove(listener);
    }

    Subscription prependAny(AnyListener listener) {
        catchAll.add(0, requireNonNull(listener, "listener"));
        return () -> catchAll.remove(listener);
    }

    List<AnyListener> any() {
        return catchAll;
    }

    void addAll(Listeners others) {
        others.byEvent.forEach((event, list) ->
                byEvent.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).addAll(list));
        catchAll.addAll(others.catchAll);
    }

    /** The same listener can be registered twice, and each registration taken back alone. */
    private static final class Registered implements Listener, Subscription {
        private final List<Listener> list;
        private final Listener listener;
        private final boolean once;
        private final AtomicBoolean called = new AtomicBoolean();

        Registered(List<Listener> list, Listener listener, boolean once) {
            this.list = list;
            this.listener = listener;
            this.once = once;
        }

        @Override
        public void on(Socket socket, Arguments arguments, Ack ack) {
            if (!once) {
                listener.on(socket, arguments, ack);
            } else if (called.compareAndSet(false, true)) {
                cancel();
                listener.on(socket, arguments, ack);
            }
        }

        @Override
        public void cancel() {
            list.remove(this);
        }
    }
}
