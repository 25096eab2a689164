package dev.parley.socketio;

import dev.parley.connection.Mailbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds out who one client is that wants to enter a namespace. Confined to the peer's mailbox. */
final class Identification {
    private static final Logger LOG = System.getLogger(Identification.class.getName());

    private final Authenticator authenticator;
    private final Peer peer;

    Identification(Authenticator authenticator, Peer peer) {
        this.authenticator = authenticator;
        this.peer = peer;
    }

    /** @param next is told of the handshake of a client that may go on, with whom it belongs to */
    void go(Handshake handshake, Consumer<Handshake> next) {
        told(of(authenticator, handshake), peer.mailbox(), (known, refusal) -> {
            if (!peer.isOpen()) {
                return; // it has gone meanwhile
            }
            if (refusal == null) {
                next.accept(known);
            } else {
                peer.refused(refusal);
            }
        });
    }

    /** The same handshake with whom it belongs to, or {@link AuthRefused}. By any thread; waits for nobody. */
    static CompletionStage<Handshake> of(Authenticator authenticator, Handshake handshake) {
        Optional<String> shown;
        try {
            shown = authenticator.credentials(handshake);
        } catch (RuntimeException e) { // the border between the application's code and ours
            return CompletableFuture.failedStage(asRefusal(e));
        }
        if (shown.isPresent()) {
            return stage(authenticator, shown.get()).handle((user, failure) -> {
                if (user == null) {
                    throw asRefusal(failure);
                }
                return handshake.as(user);
            });
        }
        return authenticator.acceptsGuests() || handshake.principal().isPresent()
                ? CompletableFuture.completedStage(handshake)
                : CompletableFuture.failedStage(AuthRefused.required());
    }

    /**
     * Asks whose credentials these are.
     *
     * @param answer gets the user, or else why they are not accepted; in the mailbox, at once if the answer is there already
     */
    static void verify(
            Authenticator authenticator, String credentials, Mailbox mailbox, BiConsumer<User, AuthRefused> answer) {
        told(stage(authenticator, credentials), mailbox, answer);
    }

    private static <T> void told(CompletionStage<T> asked, Mailbox mailbox, BiConsumer<T, AuthRefused> answer) {
        asked.whenComplete((found, failure) -> mailbox.executeWithin(() -> {
            try {
                answer.accept(found, found == null ? asRefusal(failure) : null);
            } catch (RuntimeException | Error e) { // the stage would keep it to itself
                LOG.log(Level.ERROR, "a client could not go on", e);
            }
        }));
    }

    private static CompletionStage<User> stage(Authenticator authenticator, String credentials) {
        try {
            return authenticator.verify(credentials);
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            return CompletableFuture.failedStage(e);
        }
    }

    /** @param why null if there was neither a user nor a failure */
    private static AuthRefused asRefusal(Throwable why) {
        Throwable cause = why == null ? new IllegalStateException("an authenticator must say who it is, or fail") : Failures.cause(why);
        if (cause instanceof AuthRefused refused) {
            return refused;
        }
        LOG.log(Level.ERROR, "nobody can find out who a client is", cause);
        return AuthRefused.unavailable();
    }
}
