package dev.parley.socketio;

import dev.parley.socketio.RecoveryStore.Claim;
import jakarta.json.JsonString;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What becomes of one client that comes in: is it one that has been here before? Confined to one thread after another. */
final class RecoveryAttempt {
    private static final Logger LOG = System.getLogger(Recovery.class.getName());
    private static final Claim UNKNOWN = new Claim.Refused(RecoveryFailure.UNKNOWN_PID);

    private final Namespace namespace;
    private final RecoveryStore store;
    private final RecoverySessions sessions;
    private final Handshake handshake;
    private final Peer peer;
    private final String pid; // null unless it asks
    private final String offset; // null unless it has received something

    RecoveryAttempt(
            Namespace namespace, RecoveryStore store, RecoverySessions sessions, Handshake handshake, Peer peer) {
        this.namespace = namespace;
        this.store = store;
        this.sessions = sessions;
        this.handshake = handshake;
        this.peer = peer;
        this.pid = text("pid");
        this.offset = text("offset");
    }

    private String text(String name) {
        return handshake.auth().get(name) instanceof JsonString string ? string.getString() : null;
    }

    /**
     * Who a client is, by a token or as the container says: not the same, whatever they are called. With their roles: who has
     * others by now may not be told what others were told meanwhile.
     */
    static Optional<String> user(Handshake handshake) {
        return handshake.principal()
                .map(known -> User.distinctName(known) + "\n"
                        + String.join("\n", new TreeSet<>(handshake.request().roles())));
    }

    /** Never fails. */
    CompletionStage<SocketRecovery> go() {
        if (pid == null) {
            return CompletableFuture.completedFuture(fresh(Optional.empty()));
        } else if (offset == null) {
            return CompletableFuture.completedFuture(refused(RecoveryFailure.NO_OFFSET));
        }
        return claim().thenCompose(this::claimAgain).handle((claim, failure) -> {
            if (failure != null) {
                LOG.log(Level.ERROR, "what was kept of " + namespace.name() + " could not be read", failure);
                return refused(RecoveryFailure.STORE_FAILED);
            } else if (claim instanceof Claim.Granted granted) {
                return restored(granted.session());
            }
            RecoveryFailure why = ((Claim.Refused) claim).why();
            return refused(why == RecoveryFailure.UNKNOWN_PID ? sessions.whereabouts(pid) : why);
        });
    }

    private CompletionStage<Claim> claim() {
        try {
            return store.claim(pid, offset, user(handshake));
        } catch (RuntimeException e) { // the border between the store and us
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A client may be back before its socket has heard that the old connection has ended. */
    private CompletionStage<Claim> claimAgain(Claim first) {
        if (!first.equals(UNKNOWN)) {
            return CompletableFuture.completedFuture(first);
        }
        return sessions.settling(pid)
                .map(settled -> settled.thenCompose(nothing -> claim()))
                .orElseGet(() -> CompletableFuture.completedFuture(first));
    }

    private SocketRecovery restored(SavedSession session) {
        long deadline = sessions.cameBack(pid, peer);
        return SocketRecovery.restored(session, offset, deadline);
    }

    private SocketRecovery refused(RecoveryFailure why) {
        LOG.log(
                why.isNoteworthy() ? Level.INFO : Level.DEBUG,
                "a client of {0} from {1} was not recovered: {2}",
                namespace.name(),
                handshake.remoteAddress(),
                why);
        return fresh(Optional.of(why));
    }

    private SocketRecovery fresh(Optional<RecoveryFailure> failure) {
        String id = namespace.server().newId();
        sessions.came(id, peer);
        return SocketRecovery.fresh(id, failure);
    }
}
