package dev.parley.account;

import dev.parley.connection.RandomIds;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who is registered. Safe for use by many threads. All methods but {@link #isTaken} block: for the database, and for a tenth of
 * a second wherever there is a password. They throw {@link dev.parley.storage.StorageException} when the database cannot be
 * reached.
 */
public final class Accounts {
    /** The clocks of servers differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final AccountTable accounts;
    private final AccountOptions options;
    private final NameRule names;
    private final Passwords passwords = new Passwords();
    private final Attempts attempts;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Clock clock;
    private final RandomIds ids = new RandomIds();
    private volatile long loaded; // milliseconds since 1970
    private final Set<String> taken = ConcurrentHashMap.newKeySet(); // folded names, as far as they have been read

    /** @param secret signs access tokens; 32 bytes or more */
    public Accounts(Database database, AccountOptions options, NameRule names, byte[] secret, Clock clock) {
        this.accounts = new AccountTable(database);
        this.options = options;
        this.names = names;
        this.clock = clock;
        this.attempts = new Attempts(options.attemptsPerMinute(), clock);
        this.tokens = new AccessTokens(secret, clock);
        this.revocations = new Revocations(clock);
        this.sessions = new Sessions(database, tokens, options, revocations, clock);
    }

    /** Reads which names are taken: all at first, then those that other servers have given since. */
    public void load() {
        long now = clock.millis();
        taken.addAll(accounts.foldedNames(loaded));
        loaded = now - OVERLAP.toMillis();
    }

    /** Whether an account has a name, or one that looks the same. */
    public boolean isTaken(String name) {
        return taken.contains(names.folded(name));
    }

    /** Whether people may make accounts themselves. */
    public boolean acceptsSignUp() {
        return options.signUp();
    }

    /** @param listener is told which users are not who they were any more */
    public void onRevoked(Consumer<Predicate<User>> listener) {
        revocations.onAdded(listener);
    }

    /**
     * Makes an account and begins a session.
     *
     * @param address of the client
     * @throws EventRefused if that cannot be
     */
    public Session signUp(String name, String password, String address) {
        if (!options.signUp()) {
            throw new EventRefused("SIGN_UP_CLOSED", null, "accounts are made by an administrator here");
        }
        attempts.by(address);
        return sessions.begin(make(name, password, Set.of()));
    }

    /**
     * Makes an account for somebody else.
     *
     * @throws EventRefused if that cannot be
     */
    public Account make(String name, String password, Set<String> roles) {
        String checked = names.checked(name);
        Passwords.require(password, checked);
        String folded = names.folded(checked);
        if (taken.contains(folded)) {
            throw nameTaken();
        } else if (taken.size() >= options.most()) {
            throw new EventRefused("ACCOUNTS_FULL", null, "there must be at most " + options.most() + " accounts");
        }
        Account account = new Account(ids.next(), checked, roles);
        if (!accounts.add(account, folded, passwords.hash(password), clock.millis())) {
            throw nameTaken();
        }
        taken.add(folded);
        return account;
    }

    private static EventRefused nameTaken() {
        return new EventRefused("NAME_TAKEN", "name", "a name must not be that of another account");
    }

    /**
     * Begins a session.
     *
     * @param address of the client
     * @throws EventRefused if the password is not that of the name
     */
    public Session signIn(String name, String password, String address) {
        return sessions.begin(proven(name, password, address));
    }

    /**
     * Changes a password, ends all sessions of whoever has it, and begins one.
     *
     * @param address of the client
     * @throws EventRefused if the old password is not that of the name, or the new one is too easy
     */
    public Session changePassword(String name, String old, String password, String address) {
        Account account = proven(name, old, address);
        Passwords.require(password, account.name());
        change(account, password);
        return sessions.begin(account);
    }

    /**
     * Gives somebody who has forgotten theirs another password, and ends all their sessions.
     *
     * @return the password
     * @throws EventRefused if nobody has the name
     */
    public String resetPassword(String name) {
        Account account = accounts.named(names.folded(name))
                .map(AccountTable.Secured::account)
                .orElseThrow(() -> new EventRefused("NO_SUCH_USER", "name", "no account has that name"));
        String made = passwords.made();
        change(account, made);
        return made;
    }

    private void change(Account account, String password) {
        accounts.changePassword(account.id(), passwords.hash(password));
        sessions.endAllOf(account);
    }


    private Account proven(String name, String password, String address) {
        attempts.by(address);
        String folded = names.folded(name);
        attempts.at(folded);
        Optional<AccountTable.Secured> found = accounts.named(folded);
        boolean isRight = passwords.isRight(password, found.map(AccountTable.Secured::password).orElse(null));
        if (!isRight) {
            attempts.missed(folded);
            throw new EventRefused("CREDENTIALS", "password", "a password must be that of the name");
        }
        return found.orElseThrow().account();
    }

    /**
     * The next tokens of a session.
     *
     * @param token of the session
     * @throws EventRefused if it has ended
     */
    public Session renew(String token) {
        return sessions.renew(token);
    }

    /** Ends a session, if the token is of one. */
    public void signOut(String token) {
        sessions.end(token);
    }

    /**
     * Makes an account of an administrator, unless somebody has the name.
     *
     * @param told gets the password, before the account is there
     * @return the account; empty if somebody has the name
     */
    public Optional<Account> makeAdmin(String name, Consumer<String> told) {
        if (isTaken(name)) {
            return Optional.empty();
        }
        String made = passwords.made();
        names.checked(name);
        told.accept(made);
        return Optional.of(make(name, made, Set.of(options.adminRole())));
    }

    /** Forgets the sessions that have ended. */
    public void sweep() {
        sessions.removeEnded();
    }

    AccessTokens tokens() {
        return tokens;
    }

    Sessions sessions() {
        return sessions;
    }

    Revocations revocations() {
        return revocations;
    }
}
