package dev.parley.socketio;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What happens to the sockets of a namespace, in the order of registration. Safe for use by many threads. */
final class Handlers {
    /** A handler and what it is for. */
    private record Typed<E extends Throwable>(Class<E> type, ErrorHandler<? super E> handler) {
        Object handle(Socket socket, Throwable error) {
            return handler.handle(socket, type.cast(error));
        }
    }

    /** What an error handler has said; the answer may be null. */
    record Verdict(Object answer) {}

    final List<AsyncMiddleware> middlewares = new CopyOnWriteArrayList<>();
    final List<EventMiddleware> eventMiddlewares = new CopyOnWriteArrayList<>();
    final List<Consumer<Socket>> onConnection = new CopyOnWriteArrayList<>();
    final List<Consumer<Socket>> onRolesChanged = new CopyOnWriteArrayList<>();
    final List<BiConsumer<Socket, DisconnectReason>> onDisconnect = new CopyOnWriteArrayList<>();
    final List<Consumer<SavedSocket>> onRecoveryExpired = new CopyOnWriteArrayList<>();
    final Listeners listeners = new Listeners();
    final List<AnyListener> outgoing = new CopyOnWriteArrayList<>();
    private final List<Typed<?>> onError = new CopyOnWriteArrayList<>();

    <E extends Throwable> Subscription onError(Class<E> type, ErrorHandler<? super E> handler) {
        Typed<E> typed = new Typed<>(type, handler);
        onError.add(typed);
        return () -> onError.remove(typed);
    }

    /** Asks the first handler that is for such an error; empty if none is. */
    Optional<Verdict> handle(Socket socket, Throwable error) {
        for (Typed<?> each : onError) {
            if (each.type().isInstance(error)) {
                return Optional.of(new Verdict(each.handle(socket, error)));
            }
        }
        return Optional.empty();
    }

    void addAll(Handlers others) {
        middlewares.addAll(others.middlewares);
        eventMiddlewares.addAll(others.eventMiddlewares);
        onConnection.addAll(others.onConnection);
        onRolesChanged.addAll(others.onRolesChanged);
        onDisconnect.addAll(others.onDisconnect);
        onRecoveryExpired.addAll(others.onRecoveryExpired);
        listeners.addAll(others.listeners);
        outgoing.addAll(others.outgoing);
        onError.addAll(others.onError);
    }

    /** Adds something that can be taken back. */
    static <T> Subscription add(List<T> list, T added) {
        list.add(added);
        return () -> list.remove(added);
    }
}
