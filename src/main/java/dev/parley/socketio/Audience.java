package dev.parley.socketio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whom a {@link BroadcastOperator} speaks to: one namespace, or all of a kind. Safe for use by many threads. */
interface Audience {

    void broadcast(String event, Arguments arguments, BroadcastTarget target);

    /** @throws UnsupportedOperationException for several namespaces */
    CompletableFuture<List<Arguments>> broadcastWithAck(
            String event, Arguments arguments, BroadcastTarget target, Duration timeout);

    /**
     * Who finds the sockets.
     *
     * @throws UnsupportedOperationException for several namespaces
     */
    Adapter adapter();
}
