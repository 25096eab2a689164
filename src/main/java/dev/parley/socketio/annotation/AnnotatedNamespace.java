package dev.parley.socketio.annotation;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Event;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketGroup;
import dev.parley.socketio.SocketIoServer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class with {@link SocketNamespace}, read and found right. Immutable. In a web application the container finds such classes
 * and this is done for them; elsewhere, as in tests, {@code AnnotatedNamespace.of(ChatNamespace.class).install(io, new
 * ChatNamespace())} does it.
 */
public final class AnnotatedNamespace {
    private final Class<?> type;
    private final NamespacePath path;
    private final Access access;
    private final List<Handler> handlers;

    private AnnotatedNamespace(Class<?> type) {
        this.type = type;
        this.path = NamespacePath.of(type);
        this.access = access(type);
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

    private static Access access(Class<?> type) {
        List<? extends Annotation> annotations = Access.annotations(type);
        if (annotations.size() > 1) {
            throw new InvalidNamespaceException(type, "there must be one rule of access, were " + annotations);
        }
        return Access.of(annotations);
    }

    /** The class. */
    public Class<?> type() {
        return type;
    }

    /** The name of the namespace, or the template of its names. */
    public String path() {
        return path.text();
    }

    /** The roles in its {@code @RolesAllowed}: what {@code OpeningRequest.roles} must be about. */
    public Set<String> roles() {
        return Stream.concat(Stream.of(access), handlers.stream().map(Handler::access))
                .flatMap(each -> each.roles().stream())
                .collect(Collectors.toUnmodifiableSet());
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
        group.use(this::check);
        group.onRolesChanged(socket -> {
            if (!access.allows(socket.handshake())) {
                socket.disconnect(CloseStatus.FORBIDDEN);
            }
        });
        // of errors the most special first, for the first that fits is asked
        handlers.stream()
                .sorted(Comparator.comparingInt(handler -> -depth(handler.parameters().error())))
                .forEach(handler -> register(group, handler, instance));
    }

    private void check(Socket socket) {
        if (!access.allows(socket.handshake())) {
            throw new ConnectRefused("forbidden", Map.of("code", "FORBIDDEN"));
        }
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
        handler.parameters().clients().forEach(clients -> clients.describe(group));
        switch (handler.kind()) {
            case HANDSHAKE -> group.useAsync(socket -> (CompletionStage<?>) handler.call(instance, Call.of(socket)));
            case CONNECT -> group.onConnection(socket -> handler.call(instance, Call.of(socket)));
            case EVENT -> listen(group, handler, instance);
            case DISCONNECT -> group.onDisconnect((socket, reason) -> handler.call(instance, Call.of(socket, reason)));
            case ERROR -> group.onError(handler.parameters().error(), (socket, error) -> handler.call(instance, Call.of(socket, error)));
        }
    }

    /** Arguments and answers travel as the kernel's own do: the kernel sees all arguments, the method what it asks for. */
    private static void listen(SocketGroup group, Handler handler, Object instance) {
        String event = handler.event();
        group.describeReceived(handler.description());
        if (handler.parameters().answers()) {
            group.on(event, (socket, arguments, ack) -> call(handler, instance, socket, arguments, ack));
        } else if (handler.returnsNothing()) {
            group.on(
                    Event.of(event, Arguments.class),
                    (socket, arguments) -> call(handler, instance, socket, arguments, Ack.NOT_WANTED));
        } else if (handler.returnsLater()) {
            group.onAsync(
                    Request.of(event, Arguments.class, Object.class),
                    (socket, arguments) -> later(call(handler, instance, socket, arguments, Ack.NOT_WANTED)));
        } else {
            group.on(
                    Request.of(event, Arguments.class, Object.class),
                    (socket, arguments) -> call(handler, instance, socket, arguments, Ack.NOT_WANTED));
        }
    }

    private static Object call(Handler handler, Object instance, Socket socket, Arguments arguments, Ack ack) {
        handler.authorize(socket);
        return handler.call(instance, Call.of(socket, arguments, ack));
    }

    /** A method that returns null where it could have returned a stage has nothing to say. */
    private static CompletionStage<?> later(Object stage) {
        return stage == null ? CompletableFuture.completedFuture(null) : (CompletionStage<?>) stage;
    }
}
