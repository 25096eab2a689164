package dev.parley.account;

import java.time.Instant;

/**
 * What somebody gets who has signed in. Immutable.
 *
 * @param account whose
 * @param accessToken says who they are
 * @param accessUntil until when
 * @param token fetches the next of both
 */
public record Session(Account account, String accessToken, Instant accessUntil, String token) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "Session[" + account.name() + ", until " + accessUntil + "]";
    }
}
