package dev.parley.socketio;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Finds out who clients are, whatever wire they use, before a namespace hears of them. Safe for use by many threads.
 *
 * <p>Whom it has identified is the {@link Handshake#principal} of the socket, a {@link User}; others are who the container
 * says they are, or guests.
 */
public interface Authenticator {
    /** The event by which a client shows new credentials, with an object that has them as {@code token}. */
    String RENEWAL = "auth";

    /** The event that tells a client that it should, with an object that has the {@code seconds} that are left. */
    String EXPIRING = "auth expiring";

    /**
     * The event that tells a client that it has to leave, just before it does, with an object that has the {@code code} and the
     * {@code reason} with which native clients are closed: those of Socket.IO hear no other.
     */
    String SENT_AWAY = "sent away";

    /**
     * What a client shows of itself, such as a token.
     *
     * @return empty when it shows nothing
     * @throws AuthRefused if it is nothing that could be understood
     */
    Optional<String> credentials(Handshake handshake);

    /**
     * Finds out to whom credentials belong. Called by threads that must not wait.
     *
     * @return who, or {@link AuthRefused} if they are not valid
     */
    CompletionStage<User> verify(String credentials);

    /**
     * Whether what was found out still counts: asked when a client has come in, for it may have been taken back while the
     * client was on its way. Called by threads that must not wait.
     */
    default boolean stillCounts(User user) {
        return true;
    }

    /** Whether those may come in who show nothing and whom the container does not know either. */
    boolean acceptsGuests();
}
