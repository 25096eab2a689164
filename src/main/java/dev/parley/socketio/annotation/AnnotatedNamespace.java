package dev.parley.socketio.annotation;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.Event;
import dev.parley.socketio.Request;
import dev.parley.socketio.SocketGroup;
import dev.parley.socketio.SocketIoServer;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A class with {@link SocketNamespace}, read and found right. Immutable. In a web application the container finds such classes
 * and this is done for them; elsewhere, as in tests, {@code AnnotatedNamespace.of(ChatNamespace.class).install(io, new
 * ChatNamespace())} does it.
 */
public final class AnnotatedNamespace {
    private final Class<?> type;
    private final NamespacePath path;
    private final List<Handler> handlers;

    private AnnotatedNamespace(Class<?> type) {
        this.type = type;
        this.path = NamespacePath.of(type);
        this.handlers = new HandlerReader(type, path).read();
    }

    /**
     * Reads a class.
     *
     * @throws InvalidNamespaceException naming the class, the method and the rule, for the first mistake
     */
    public static AnnotatedNamespace of(Class<?> type) {
        if (!type.isAnnotationPresent(SocketNamespace.class)) {
            throw new InvalidNamespaceException(type, "a namespace must have @SocketNamespace");
        }
        boolean isInner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
        if (isInner || Modifier.isAbstract(type.getModifiers())) {
            throw new InvalidNamespaceException(type, "a namespace must be a class of which an object can be made");
        }
        return new AnnotatedNamespace(type);
    }

    /** The class. */
    public Class<?> type() {
        return type;
    }

    /** The name of the namespace, or the template of its names. */
    public String path() {
        return path.text();
    }

    /**
     * Opens the namespace and calls an object for what happens there.
     *
     * @param instance of the class that was read; may be a proxy of CDI's
     * @throws InvalidNamespaceException if the name is neither a name nor a template
     * @throws IllegalArgumentException if the object is of another class
     */
    public void install(SocketIoServer io, Object instance) {
        if (!type.isInstance(requireNonNull(instance, "instance"))) {
            throw new IllegalArgumentException("the object must be of " + type + ", was of " + instance.getClass());
        }
        SocketGroup group = open(io);
        // of errors the most special first, for the first that fits is asked
        handlers.stream()
                .sorted(Comparator.comparingInt(handler -> -depth(handler.error())))
                .forEach(handler -> register(group, handler, instance));
    }

    private SocketGroup open(SocketIoServer io) {
        try {
            return path.open(io);
        } catch (IllegalArgumentException noTemplate) {
            throw new InvalidNamespaceException(type, noTemplate.getMessage());
        }
    }

    private static int depth(Class<?> error) {
        return error == null ? 0 : 1 + depth(error.getSuperclass());
    }

    private static void register(SocketGroup group, Handler handler, Object instance) {
        switch (handler.kind()) {
            case HANDSHAKE -> group.useAsync(socket -> (CompletionStage<?>) handler.call(instance, Call.of(socket)));
            case CONNECT -> group.onConnection(socket -> handler.call(instance, Call.of(socket)));
            case EVENT -> listen(group, handler, instance);
            case DISCONNECT -> group.onDisconnect((socket, reason) -> handler.call(instance, Call.of(socket, reason)));
            case ERROR -> group.onError(handler.error(), (socket, error) -> handler.call(instance, Call.of(socket, error)));
        }
    }

    /** Arguments and answers travel as the kernel's own do: the kernel sees all arguments, the method what it asks for. */
    private static void listen(SocketGroup group, Handler handler, Object instance) {
        if (handler.answers()) {
            group.on(handler.event(), (socket, arguments, ack) -> handler.call(instance, Call.of(socket, arguments, ack)));
        } else if (handler.returnsNothing()) {
            group.on(Event.of(handler.event(), Arguments.class), (socket, arguments) ->
                    handler.call(instance, Call.of(socket, arguments, null)));
        } else if (handler.returnsLater()) {
            group.onAsync(Request.of(handler.event(), Arguments.class, Object.class), (socket, arguments) ->
                    later(handler.call(instance, Call.of(socket, arguments, null))));
        } else {
            group.on(Request.of(handler.event(), Arguments.class, Object.class), (socket, arguments) ->
                    handler.call(instance, Call.of(socket, arguments, null)));
        }
    }

    /** A method that returns null where it could have returned a stage has nothing to say. */
    private static CompletionStage<?> later(Object stage) {
        return stage == null ? CompletableFuture.completedFuture(null) : (CompletionStage<?>) stage;
    }
}
