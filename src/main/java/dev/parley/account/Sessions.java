package dev.parley.account;

import dev.parley.connection.RandomIds;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Those who have signed in. A session's token is good once (RFC 6819, 5.2.2.3): whoever shows one that has been used has it
 * from somebody, or somebody has it from them, and the session ends. Safe for use by many threads; all methods block.
 */
final class Sessions {
    /** Two tabs that come with the same token are not two people, nor is somebody whom an answer has not reached. */
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private final AccountTable accounts;
    private final SessionTable sessions;
    private final AccessTokens accessTokens;
    private final SessionTokens tokens;
    private final AccountOptions options;
    private final Revocations revocations;
    private final Clock clock;
    private final RandomIds ids = new RandomIds();

    Sessions(
            Database database,
            AccessTokens accessTokens,
            SessionTokens tokens,
            AccountOptions options,
            Revocations revocations,
            Clock clock) {
        this.accounts = new AccountTable(database);
        this.sessions = new SessionTable(database);
        this.accessTokens = accessTokens;
        this.tokens = tokens;
        this.options = options;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Begins one of somebody whose password has been compared.
     *
     * @param password the hash with which it was
     * @throws EventRefused if it has been changed since
     */
    Session begin(Account account, String password) {
        SessionTable.Stored made = new SessionTable.Stored(ids.next(), account.id(), 0, clock.millis());
        if (!sessions.add(made, password, end())) {
            throw Accounts.wrongPassword();
        }
        return issued(account, made.id(), 0);
    }

    /**
     * The next tokens.
     *
     * @param token of the session
     * @throws EventRefused if it is none, or has been used
     */
    Session renew(String token) {
        SessionTokens.Claims shown = tokens.read(token).orElseThrow(Sessions::none);
        SessionTable.Stored found = sessions.find(shown.session(), clock.millis()).orElseThrow(Sessions::none);
        Account account = accounts.ofSession(found.id(), clock.millis()).orElseThrow(Sessions::none);
        if (shown.number() == found.number()) {
            sessions.renew(found, clock.millis(), end());
            return issued(account, found.id(), found.number() + 1);
        }
        boolean isAtOnce = clock.millis() - found.renewed() <= AT_ONCE.toMillis();
        if (shown.number() == found.number() - 1 && isAtOnce) {
            return issued(account, found.id(), found.number()); // the same as the other has got
        }
        if (shown.number() < found.number()) {
            end(found.id());
        }
        throw none();
    }

    /** Ends the session of a token, if there is one. */
    void end(SessionTokens.Claims token) {
        end(token.session());
    }

    private void end(String session) {
        sessions.end(session);
        revocations.add(user -> session.equals(user.session()));
    }

    /** Gives somebody another password, and ends all their sessions. */
    void changePassword(Account account, String password) {
        Set<String> ended = Set.copyOf(sessions.changePassword(account.id(), password));
        revocations.add(user -> user.session() != null && ended.contains(user.session()));
    }

    /** @throws AuthRefused if a session has ended, however long its access token says otherwise */
    User user(AccessTokens.Claims claims) {
        Account account = accounts.ofSession(claims.session(), clock.millis())
                .filter(found -> found.id().equals(claims.account()))
                .orElseThrow(() -> AuthRefused.invalid("a token must be of a session that has not ended"));
        return new User(account.id(), account.name(), account.roles(), claims.session(), claims.until());
    }

    void removeEnded() {
        sessions.removeEnded(clock.millis());
    }

    private Session issued(Account account, String id, long number) {
        Instant until = Instant.ofEpochMilli(clock.millis()).plus(options.accessLifetime());
        String accessToken = accessTokens.issue(new AccessTokens.Claims(account.id(), id, until));
        return new Session(account, accessToken, until, tokens.issue(id, number));
    }

    private long end() {
        return clock.millis() + options.sessionLifetime().toMillis();
    }

    static EventRefused none() {
        return new EventRefused("SESSION_NEEDED", null, "a session must have been begun, and not have ended");
    }
}
