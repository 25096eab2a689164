package dev.parley.auth.token;

import dev.parley.auth.token.PublishedKeys.Answer;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.User;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Checks tokens with the keys that their issuer publishes. They are asked for when the first token comes, when they are no
 * longer fresh, and when a token is signed with one that is not there: by one thread at a time, whoever waits, and not again
 * for a while, however it ended. While the issuer cannot be reached, the keys it had are good for some time. Safe for use by
 * many threads.
 */
final class PublishedVerifier {
    private static final Logger LOG = System.getLogger(PublishedVerifier.class.getName());

    private static final long BETWEEN = Duration.ofSeconds(10).toNanos();
    private static final long GOOD_WITHOUT_ISSUER = Duration.ofHours(12).toNanos(); // since they were fresh

    /** @param freshUntil by the clock */
    private record Known(TokenVerifier verifier, long freshUntil) {}

    private final PublishedKeys keys;
    private final TokenOptions options;
    private final Executor workers;
    private final LongSupplier clock;
    private volatile Known known; // null before the first answer

    // guarded by this
    private CompletableFuture<TokenVerifier> asked; // null while nobody asks
    private boolean hasAsked;
    private long askedAt;
    private boolean isFailing;

    /**
     * @param workers ask the issuer, one at a time
     * @param clock nanoseconds since some moment
     */
    PublishedVerifier(PublishedKeys keys, TokenOptions options, Executor workers, LongSupplier clock) {
        this.keys = keys;
        this.options = options;
        this.workers = workers;
        this.clock = clock;
    }

    /** @return who, or {@link AuthRefused}; at once if the keys are there, which is nearly always */
    CompletionStage<User> verify(String token) {
        Known now = known;
        if (now != null && clock.getAsLong() - now.freshUntil() < 0) {
            try {
                Optional<User> user = now.verifier().verify(token);
                if (user.isPresent()) {
                    return CompletableFuture.completedStage(user.get());
                }
            } catch (AuthRefused why) {
                return CompletableFuture.failedStage(why);
            }
        }
        return renewed().thenApply(verifier -> verifier.verify(token).orElseThrow(TokenVerifier::notSigned));
    }

    /** With the newest keys there are; {@link AuthRefused} if there are none. */
    private CompletionStage<TokenVerifier> renewed() {
        CompletableFuture<TokenVerifier> mine;
        synchronized (this) {
            if (asked != null) {
                return asked;
            } else if (hasAsked && clock.getAsLong() - askedAt < BETWEEN) {
                return asThereAre();
            }
            hasAsked = true;
            askedAt = clock.getAsLong();
            mine = new CompletableFuture<>();
            asked = mine;
        }
        workers.execute(() -> ask(mine));
        return mine;
    }

    private CompletionStage<TokenVerifier> asThereAre() {
        Known now = known;
        return now != null && clock.getAsLong() - now.freshUntil() < GOOD_WITHOUT_ISSUER
                ? CompletableFuture.completedStage(now.verifier())
                : CompletableFuture.failedStage(AuthRefused.unavailable());
    }

    private void ask(CompletableFuture<TokenVerifier> waiting) {
        Throwable failure = null;
        try {
            Answer answer = keys.fetch();
            known = new Known(new TokenVerifier(answer.keys(), options), clock.getAsLong() + answer.kept().toNanos());
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        boolean isNews;
        synchronized (this) {
            asked = null;
            isNews = isFailing != (failure != null);
            isFailing = failure != null;
        }
        if (isNews) {
            tell(failure);
        }
        asThereAre().whenComplete((verifier, why) -> {
            if (why == null) {
                waiting.complete(verifier);
            } else {
                waiting.completeExceptionally(why);
            }
        });
    }

    private void tell(Throwable failure) {
        if (failure == null) {
            LOG.log(Level.INFO, "{0} has keys of tokens again", keys);
        } else {
            LOG.log(Level.WARNING, "keys of tokens cannot be had from " + keys + "; tokens may be refused", failure);
        }
    }
}
