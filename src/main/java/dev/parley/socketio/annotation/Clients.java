package dev.parley.socketio.annotation;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.Broadcaster;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketGroup;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.SocketOperator;

/**
 * The clients of a namespace as objects: an interface says which events they listen to, and calling its methods sends them.
 * Immutable, and safe for use by many threads, as are the objects.
 *
 * <pre>{@code
 * public interface ChatClient {
 *     void said(Said said);                          // the event "said", one argument
 *     @EventName("user left") void left(String name, int remaining);
 *     CompletionStage<Receipt> prompt(Prompt prompt); // asks for an acknowledgement
 * }
 *
 * Clients<ChatClient> clients = Clients.of(ChatClient.class, io.of("/chat"));
 * clients.to("lobby").said(said);
 * clients.to(socket).prompt(prompt).thenAccept(this::seen);
 * }</pre>
 *
 * <p>A {@code void} method sends its parameters as the arguments of an event named after the method or by {@link EventName}. One
 * that returns a {@code CompletionStage<T>} asks for an acknowledgement and reads its first argument as {@code T}, nothing as
 * {@code Void}; it asks one client, so it may be called on what {@link #to(Socket)} and {@link #to(SocketOperator)} return. On
 * others it throws {@code UnsupportedOperationException}: many have many answers, see {@link BroadcastOperator#emitWithAck}.
 * Default methods are called as they are.
 *
 * <p>Methods of annotated namespaces have it as a parameter {@code Clients<ChatClient>}, for the namespace of the socket.
 *
 * @param <C> the interface
 */
public final class Clients<C> {
    private final ClientInterface<C> client;
    private final Broadcaster all;

    Clients(ClientInterface<C> client, Broadcaster all) {
        this.client = client;
        this.all = requireNonNull(all, "all");
    }

    /**
     * @param all a namespace, a parent of namespaces, or the server for its root
     * @throws InvalidNamespaceException naming the interface, the method and the rule, for the first mistake
     */
    public static <C> Clients<C> of(Class<C> type, Broadcaster all) {
        ClientInterface<C> client = ClientInterface.of(type);
        if (all instanceof SocketGroup group) {
            client.describe(group);
        } else if (all instanceof SocketIoServer server) {
            client.describe(server.root());
        }
        return new Clients<>(client, all);
    }

    /** All of them. */
    public C all() {
        return to(all.everybody());
    }

    /** The members of rooms. */
    public C to(String... rooms) {
        return to(all.to(rooms));
    }

    /** All but the members of rooms. */
    public C except(String... rooms) {
        return to(all.except(rooms));
    }

    /** All but one. */
    public C except(Socket socket) {
        return to(all.except(socket));
    }

    /** Those whom an operator reaches, and in its way: {@code clients.to(socket.to("lobby").droppable())}. */
    public C to(BroadcastOperator operator) {
        return client.object(operator::emit, null);
    }

    /** One of them. */
    public C to(Socket socket) {
        return client.object(socket::emit, socket::emitWithAck);
    }

    /** One of them, in an operator's way: {@code clients.to(socket.timeout(ofSeconds(5)))}. */
    public C to(SocketOperator operator) {
        return client.object(operator::emit, operator::emitWithAck);
    }

    @Override
    public String toString() {
        return "Clients[" + client.type().getName() + "]";
    }
}
