package dev.parley.socketio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where a broadcast starts: who has sockets to emit to. Safe for use by many threads. */
public interface Broadcaster {

    /** Everybody: what {@link BroadcastOperator} can do starts here. */
    BroadcastOperator everybody();

    /** The members of rooms. */
    default BroadcastOperator to(String... rooms) {
        return everybody().to(rooms);
    }

    /** The same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return everybody().to(rooms);
    }

    /** Everybody but the members of rooms. */
    default BroadcastOperator except(String... rooms) {
        return everybody().except(rooms);
    }

    /** Everybody but one socket. */
    default BroadcastOperator except(Socket socket) {
        return everybody().except(socket);
    }

    /** Everybody on this node. */
    default BroadcastOperator local() {
        return everybody().local();
    }

    /** Everybody, for what may be dropped; see {@link BroadcastOperator#droppable}. */
    default BroadcastOperator droppable() {
        return everybody().droppable();
    }

    /** Everybody, for what may or may not be compressed; see {@link BroadcastOperator#compress}. */
    default BroadcastOperator compress(boolean compress) {
        return everybody().compress(compress);
    }

    /** Everybody, who has so long to answer; see {@link BroadcastOperator#timeout}. */
    default BroadcastOperator timeout(Duration timeout) {
        return everybody().timeout(timeout);
    }

    /** Sends an event to everybody; see {@link BroadcastOperator#emit(String, Object...)}. */
    default void emit(String event, Object... arguments) {
        everybody().emit(event, arguments);
    }

    /** Sends an event to everybody. */
    default void emit(String event, Arguments arguments) {
        everybody().emit(event, arguments);
    }

    /** Sends an event to everybody. */
    default <T> void emit(Event<T> event, T payload) {
        everybody().emit(event, payload);
    }

    /** Sends the event {@code message} to everybody: Node's {@code send} and {@code write}. */
    default void send(Object... arguments) {
        everybody().send(arguments);
    }

    /** The sockets of everybody, on all nodes. */
    default CompletionStage<List<RemoteSocket>> fetchSockets() {
        return everybody().fetchSockets();
    }

    /** Makes everybody enter rooms. */
    default void socketsJoin(String... rooms) {
        everybody().socketsJoin(rooms);
    }

    /** Makes everybody leave rooms. */
    default void socketsLeave(String... rooms) {
        everybody().socketsLeave(rooms);
    }

    /** Makes everybody leave the namespace; see {@link Socket#disconnect(boolean)}. */
    default void disconnectSockets(boolean close) {
        everybody().disconnectSockets(close);
    }
}
