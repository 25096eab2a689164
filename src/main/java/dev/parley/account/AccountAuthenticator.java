package dev.parley.account;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.User;
import dev.parley.storage.StorageException;
import jakarta.json.JsonString;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Knows those who have signed in by their access tokens, in {@code auth.token} or in the header {@code Authorization}. What is no
 * such token is left to another authenticator, or to the application. Safe for use by many threads.
 */
public final class AccountAuthenticator implements Authenticator {
    private static final Logger LOG = System.getLogger(AccountAuthenticator.class.getName());

    /** So long nobody waits for a database that has just not answered. */
    private static final Duration AWAY = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final AccountThreads threads;
    private final Authenticator other; // null if there is none
    private volatile long awayUntil = System.nanoTime(); // as System.nanoTime counts

    /** @param other null if there is none */
    public AccountAuthenticator(Accounts accounts, AccountThreads threads, Authenticator other) {
        this.accounts = requireNonNull(accounts, "accounts");
        this.threads = requireNonNull(threads, "threads");
        this.other = other;
    }

    @Override
    public Optional<String> credentials(Handshake handshake) {
        Optional<String> own = sent(handshake).or(handshake::bearer).filter(accounts.tokens()::isOne);
        return own.isPresent() || other == null ? own : other.credentials(handshake);
    }

    private static Optional<String> sent(Handshake handshake) {
        return handshake.auth().get("token") instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    @Override
    public CompletionStage<User> verify(String credentials) {
        if (!accounts.tokens().isOne(credentials)) {
            return other == null
                    ? CompletableFuture.failedStage(AuthRefused.invalid("a token must be one of this server"))
                    : other.verify(credentials);
        }
        AccessTokens.Claims claims;
        try {
            claims = accounts.tokens().read(credentials);
        } catch (AuthRefused why) {
            return CompletableFuture.failedStage(why);
        }
        if (System.nanoTime() - awayUntil < 0) {
            return CompletableFuture.failedStage(AuthRefused.unavailable());
        }
        return threads.ask(() -> accounts.sessions().user(claims)).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof StorageException) {
                awayUntil = System.nanoTime() + AWAY.toNanos();
                LOG.log(Level.WARNING, "an account cannot be asked for: {0}", cause.getMessage());
            }
            return CompletableFuture.failedStage(cause instanceof AuthRefused ? cause : AuthRefused.unavailable());
        });
    }

    @Override
    public boolean stillCounts(User user) {
        return !accounts.revocations().isRevoked(user) && (other == null || other.stillCounts(user));
    }

    @Override
    public boolean acceptsGuests() {
        return other == null || other.acceptsGuests();
    }
}
