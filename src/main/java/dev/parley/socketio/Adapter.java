package dev.parley.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Who is in which room of one namespace, on this node or on all, and how broadcasts reach them. Safe for use by many
 * threads. Every socket is in a room of its own, named after its id, which needs no {@link #join}.
 */
public interface Adapter extends AutoCloseable {

    /** Makes the adapter of a namespace. */
    @FunctionalInterface
    interface Factory {
        Adapter create(Namespace namespace);
    }

    /** A socket has come in. Until then and after {@link #remove} it can join nothing. */
    void add(Socket socket);

    /** A socket has gone; it leaves all rooms. */
    void remove(Socket socket);

    void join(Socket socket, Collection<String> rooms);

    void leave(Socket socket, String room);

    /** The rooms of a socket of this node, its own included; empty when it has gone. A snapshot. */
    Set<String> rooms(Socket socket);

    /** The rooms of this node that have members, without the sockets' own. A snapshot. */
    Set<String> localRooms();

    /** Sends to all targeted sockets, each at most once. Does not wait for anybody. */
    void broadcast(Emission emission, BroadcastTarget target);

    /**
     * Sends to all targeted sockets and gathers their answers.
     *
     * @param emission has an acknowledgement's number, the same for all
     */
    void broadcastWithAck(Emission emission, BroadcastTarget target, Duration timeout, BroadcastAcks acks);

    /** The targeted sockets of this node. A snapshot. */
    Collection<Socket> localSockets(BroadcastTarget target);

    /** How many sockets a target has on all nodes. */
    CompletionStage<Integer> count(BroadcastTarget target);

    /** The targeted sockets of all nodes. A snapshot. */
    CompletionStage<List<RemoteSocket>> fetch(BroadcastTarget target);

    /** Makes the targeted sockets of all nodes enter rooms. */
    void join(BroadcastTarget target, Collection<String> rooms);

    /** Makes the targeted sockets of all nodes leave rooms. */
    void leave(BroadcastTarget target, Collection<String> rooms);

    /** Makes the targeted sockets of all nodes leave the namespace; see {@link Socket#disconnect(boolean)}. */
    void disconnect(BroadcastTarget target, boolean close);

    /** Tells somebody of the rooms of this node. */
    Subscription onRooms(RoomListener listener);

    /** Sends an event to the same namespace on all other nodes. */
    void serverSideEmit(String event, Arguments arguments);

    /** Sends an event to the same namespace on all other nodes and gathers an answer of each. */
    CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Arguments arguments);

    /** Where sessions and events are kept for clients that come back; empty where they are not, or it is off. Always the same. */
    default Optional<RecoveryStore> recovery() {
        return Optional.empty();
    }

    @Override
    void close();
}
