package dev.parley.socketio;

import java.util.concurrent.CompletionStage;

/** Decides whether a socket may enter a namespace, when an answer takes time. */
@FunctionalInterface
public interface AsyncMiddleware {

    /**
     * Called in the socket's mailbox, which is free for the client's other sockets until the answer is there.
     *
     * @return completes when the socket may go on, whatever the value; or exceptionally, with {@link ConnectRefused} to keep
     *     it out
     */
    CompletionStage<?> check(Socket socket);
}
