package dev.parley.socketio;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One socket's way into its namespace, past every middleware. Confined to the peer's mailbox. */
final class Entrance {
    private static final Logger LOG = System.getLogger(Entrance.class.getName());

    private final Namespace namespace;
    private final Socket socket;
    private final Peer peer;
    private final List<AsyncMiddleware> middlewares;
    private int passed;

    Entrance(Namespace namespace, Socket socket, Peer peer) {
        this.namespace = namespace;
        this.socket = socket;
        this.peer = peer;
        this.middlewares = List.copyOf(namespace.handlers().middlewares);
    }

    void go() {
        while (!socket.link().hasLeft()) {
            if (passed == middlewares.size() || namespace.isTrusted(socket)) {
                namespace.enter(socket, peer);
                return;
            }
            if (!passes(middlewares.get(passed++))) {
                return;
            }
        }
    }

    /** Asks one middleware; false if this way ends here, for now or for good. */
    private boolean passes(AsyncMiddleware middleware) {
        try {
            CompletionStage<?> answer = middleware.check(socket);
            if (answer == null) {
                return true;
            }
            answer.whenComplete((value, failure) -> peer.mailbox().execute(() -> answered(failure)));
        } catch (Throwable e) { // the border between the application's code and ours; also checked ones, undeclared
            refuse(e);
        }
        return false;
    }

    private void answered(Throwable failure) {
        if (failure == null) {
            go();
        } else if (!socket.link().hasLeft()) {
            refuse(Failures.cause(failure));
        }
    }

    private void refuse(Throwable why) {
        socket.link().left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        peer.refused(asRefusal(why, namespace.name()));
    }

    /** What the client is told; what is no refusal is a mistake of the application's. */
    static ConnectRefused asRefusal(Throwable why, String namespace) {
        if (why instanceof ConnectRefused refused) {
            return refused;
        }
        LOG.log(Level.ERROR, "a middleware of " + namespace + " failed", why);
        return new ConnectRefused("internal error");
    }
}
