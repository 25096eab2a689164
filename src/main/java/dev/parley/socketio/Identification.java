package dev.parley.socketio;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
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
        try {
            Optional<String> shown = authenticator.credentials(handshake);
            if (shown.isPresent()) {
                // when the answer is there already this is a part of the caller's task
                authenticator.verify(shown.get()).whenComplete((user, failure) -> peer.mailbox().executeWithin(() -> {
                    if (failure != null) {
                        refuse(Failures.cause(failure));
                    } else if (peer.isOpen()) {
                        next.accept(handshake.as(user));
                    }
                }));
            } else if (authenticator.acceptsGuests() || handshake.principal().isPresent()) {
                next.accept(handshake);
            } else {
                peer.refused(AuthRefused.required());
            }
        } catch (AuthRefused why) {
            peer.refused(why);
        }
    }

    private void refuse(Throwable why) {
        if (!peer.isOpen()) {
            return;
        }
        if (!(why instanceof AuthRefused)) {
            LOG.log(Level.ERROR, "nobody can find out who a client is", why);
        }
        peer.refused(why instanceof AuthRefused refused ? refused : AuthRefused.unavailable());
    }
}
