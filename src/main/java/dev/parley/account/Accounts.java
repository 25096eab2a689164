package dev.parley.account;

import dev.parley.connection.RandomIds;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Who is registered. Safe for use by many threads. All methods but {@link #isTaken} block: for the database, and for
 * some ten milliseconds wherever there is a password. They throw {@link dev.parley.storage.StorageException} when the database cannot be
 * reached.
 */
public final class Accounts {
    /** The clocks of servers differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Pattern ROLE = Pattern.compile("[\\p{Graph}&&[^,;]]{1,64}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int MOST_ROLES = 50;
    private static final int MOST_LISTED = 1_000;

    private final AccountTable accounts;
    private final AccountOptions options;
    private final NameRule names;
    private final Passwords passwords = new Passwords();
    private final Attempts attempts;
    private final AccessTokens tokens;
    private final SessionTokens sessionTokens;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Clock clock;
    private final RandomIds ids = new RandomIds();
    private final Object changingRoles = new Object(); // one after the other, here as in the database
    private volatile Consumer<Account> onRolesChanged = account -> {};
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
        this.sessionTokens = new SessionTokens(secret);
        this.revocations = new Revocations(clock);
        this.sessions = new Sessions(database, tokens, sessionTokens, options, revocations, clock);
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
     * @throws EventRefused if that cannot be
     */
    public Session signUp(String name, String password) {
        if (!options.signUp()) {
            throw new EventRefused("SIGN_UP_CLOSED", null, "accounts are made by an administrator here");
        }
        AccountTable.Secured made = secured(name, password, Set.of());
        return sessions.begin(made.account(), made.password());
    }

    /**
     * Makes an account for somebody else.
     *
     * @throws EventRefused if that cannot be
     */
    public Account make(String name, String password, Set<String> roles) {
        return secured(name, password, roles).account();
    }

    private AccountTable.Secured secured(String name, String password, Set<String> roles) {
        String checked = names.checked(name);
        Passwords.require(password, checked);
        String folded = names.folded(checked);
        if (taken.contains(folded)) {
            throw nameTaken();
        } else if (taken.size() >= options.most()) {
            throw new EventRefused("ACCOUNTS_FULL", null, "there must be at most " + options.most() + " accounts (parley.accounts.max)");
        }
        Account account = new Account(ids.next(), checked, roles);
        String hash = passwords.hash(password);
        if (!accounts.add(account, folded, hash, clock.millis())) {
            throw nameTaken();
        }
        taken.add(folded);
        return new AccountTable.Secured(account, hash);
    }

    private static EventRefused nameTaken() {
        return new EventRefused("NAME_TAKEN", "name", "a name must not be that of another account");
    }

    /**
     * Begins a session.
     *
     * @throws EventRefused if the password is not that of the name
     */
    public Session signIn(String name, String password) {
        AccountTable.Secured proven = proven(name, password);
        return sessions.begin(proven.account(), proven.password());
    }

    /**
     * Changes a password, ends all sessions of whoever has it, and begins one.
     *
     * @throws EventRefused if the old password is not that of the name, or the new one is too easy
     */
    public Session changePassword(String name, String old, String password) {
        Account account = proven(name, old).account();
        Passwords.require(password, account.name());
        return sessions.begin(account, change(account, password));
    }

    /**
     * Gives somebody who has forgotten theirs another password, and ends all their sessions.
     *
     * @return the password
     * @throws EventRefused if nobody has the name
     */
    public String resetPassword(String name) {
        String made = passwords.made();
        change(existing(name), made);
        return made;
    }

    /**
     * Gives somebody other roles, which count at once for all their connections.
     *
     * @param allowed is asked before that, and may refuse
     * @throws EventRefused if nobody has the name, or something is no role
     */
    public Account changeRoles(String name, Set<String> roles, Consumer<Account> allowed) {
        if (roles.size() > MOST_ROLES || !roles.stream().allMatch(role -> ROLE.matcher(role).matches())) {
            throw new EventRefused("ROLES", "roles", "there must be at most " + MOST_ROLES
                    + " roles of 1 to 64 characters each, without spaces, controls, commas and semicolons");
        }
        synchronized (changingRoles) {
            Account before = existing(name);
            Account after = before.withRoles(roles);
            allowed.accept(after);
            accounts.changeRoles(after);
            revocations.changed(after, before.roles());
            onRolesChanged.accept(after);
            return after;
        }
    }

    /** Those who have roles, by name; at most 1,000. */
    public List<Account> withRoles() {
        return accounts.withRoles(MOST_LISTED);
    }

    /** @param listener is told who has other roles */
    public void onRolesChanged(Consumer<Account> listener) {
        onRolesChanged = listener;
    }

    /** Whose a name is, or one that looks the same; empty if it is nobody's. */
    public Optional<Account> named(String name) {
        return accounts.named(names.folded(name)).map(AccountTable.Secured::account);
    }

    private Account existing(String name) {
        return named(name).orElseThrow(() -> new EventRefused("NO_SUCH_USER", "name", "no account has that name"));
    }

    /** @return the hash of the new one */
    private String change(Account account, String password) {
        String hash = passwords.hash(password);
        sessions.changePassword(account, hash);
        return hash;
    }

    private AccountTable.Secured proven(String name, String password) {
        String folded = names.folded(names.checked(name)); // nothing is remembered of what is no name
        attempts.at(folded);
        Optional<AccountTable.Secured> found = accounts.named(folded);
        if (!passwords.isRight(password, found.map(AccountTable.Secured::password).orElse(null))) {
            attempts.missed(folded);
            throw wrongPassword();
        }
        return found.orElseThrow();
    }

    static EventRefused wrongPassword() {
        return new EventRefused("CREDENTIALS", "password", "a password must be that of the name");
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
        sessionTokens.read(token).ifPresent(sessions::end);
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

    /** Forgets the sessions that have ended, and who has tried something. */
    public void sweep() {
        attempts.sweep();
        sessions.removeEnded();
    }

    /**
     * Somebody wants to show or choose a password; asked before that, by any thread.
     *
     * @param address by what clients from where it comes are counted together
     * @throws EventRefused if that was too often
     */
    public void knock(String address) {
        attempts.by(address);
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
