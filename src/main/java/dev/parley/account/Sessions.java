package dev.parley.account;

import dev.parley.connection.RandomIds;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Those who have signed in. A session's token is good once (RFC 6819, 5.2.2.3): whoever shows one that has been used has it
 * from somebody, or somebody has it from them, and the session ends. Safe for use by many threads; all methods block.
 */
final class Sessions {
    /** Two tabs that come with the same token are not two people. */
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private final AccountTable accounts;
    private final SessionTable sessions;
    private final AccessTokens tokens;
    private final AccountOptions options;
    private final Revocations revocations;
    private final Clock clock;
    private final RandomIds ids = new RandomIds();

    Sessions(Database database, AccessTokens tokens, AccountOptions options, Revocations revocations, Clock clock) {
        this.accounts = new AccountTable(database);
        this.sessions = new SessionTable(database);
        this.tokens = tokens;
        this.options = options;
        this.revocations = revocations;
        this.clock = clock;
    }

    Session begin(Account account) {
        String id = ids.next();
        String secret = ids.next() + ids.next();
        sessions.add(id, account.id(), hash(secret), clock.millis(), end());
        return issued(account, id, id + "." + secret);
    }

    /**
     * The next tokens.
     *
     * @param token of the session
     * @throws EventRefused if it is none, or has been used
     */
    Session renew(String token) {
        SessionTable.Stored found = found(token).orElseThrow(Sessions::none);
        Account account = accounts.ofSession(found.id(), clock.millis()).orElseThrow(Sessions::none);
        String shown = hash(secret(token));
        if (isSame(shown, found.token())) {
            String next = ids.next() + ids.next();
            boolean isFirst = sessions.renew(found, hash(next), clock.millis(), end());
            return issued(account, found.id(), isFirst ? found.id() + "." + next : null);
        } else if (isSame(shown, found.previous())) {
            if (clock.millis() - found.renewed() <= AT_ONCE.toMillis()) {
                return issued(account, found.id(), null);
            }
            end(found);
        }
        throw none();
    }

    /** Ends the session of a token, if there is one. */
    void end(String token) {
        found(token).filter(found -> isSame(hash(secret(token)), found.token()) || isSame(hash(secret(token)), found.previous()))
                .ifPresent(this::end);
    }

    private void end(SessionTable.Stored found) {
        sessions.end(found.id());
        revocations.add(user -> found.id().equals(user.session()));
    }

    /** Ends all that somebody has. */
    void endAllOf(Account account) {
        Set<String> ended = Set.copyOf(sessions.of(account.id()));
        sessions.endAllOf(account.id());
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

    private Session issued(Account account, String id, String token) {
        Instant until = Instant.ofEpochMilli(clock.millis()).plus(options.accessLifetime());
        return new Session(account, tokens.issue(new AccessTokens.Claims(account.id(), id, until)), until, token);
    }

    private long end() {
        return clock.millis() + options.sessionLifetime().toMillis();
    }

    private Optional<SessionTable.Stored> found(String token) {
        int dot = token.indexOf('.');
        return dot < 1 || token.length() > 200 ? Optional.empty() : sessions.find(token.substring(0, dot), clock.millis());
    }

    private static String secret(String token) {
        return token.substring(token.indexOf('.') + 1);
    }

    private static EventRefused none() {
        return new EventRefused("SESSION_NEEDED", null, "a session must have been begun, and not have ended");
    }

    private static boolean isSame(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
    }

    /** A secret that nobody can guess needs no salt and no slowness. */
    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
