package dev.parley.site;

import dev.parley.account.AccountAuthenticator;
import dev.parley.account.AccountOptions;
import dev.parley.account.AccountThreads;
import dev.parley.account.Accounts;
import dev.parley.account.NameRule;
import dev.parley.chat.Names;
import dev.parley.config.Configuration;
import dev.parley.config.Option;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.SecretFile;
import dev.parley.storage.Storage;
import dev.parley.storage.StorageException;
import dev.parley.web.Parley;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Accounts, as the options say. */
final class SiteAccounts {
    private static final Logger LOG = System.getLogger(SiteAccounts.class.getName());
    private static final int LEAST_SECRET = 32; // RFC 7518, 3.2: bytes, as many as the hash has
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final NameRule NAMES = new NameRule() {
        @Override
        public String checked(String raw) {
            try {
                return Names.checked(raw);
            } catch (EventRefused why) { // the chat's events call it otherwise
                throw new EventRefused(why.code(), "name", why.getMessage());
            }
        }

        @Override
        public String folded(String name) {
            return Names.folded(name);
        }
    };

    private final Parley parley;
    private final Storage storage;
    private final Configuration options;
    private final String adminRole;
    private final AtomicBoolean isLoaded = new AtomicBoolean();

    private SiteAccounts(Parley parley, Storage storage, String adminRole) {
        this.adminRole = adminRole;
        this.parley = parley;
        this.storage = storage;
        this.options = parley.configuration();
    }

    /**
     * @param adminRole the role of those who may change the passwords of others
     * @return empty where there are none
     * @throws dev.parley.config.InvalidOptionException for a bad option
     */
    static Optional<Accounts> install(Parley parley, Storage storage, String adminRole) {
        return parley.configuration().flag(Option.ACCOUNTS_ENABLED)
                ? Optional.of(new SiteAccounts(parley, storage, adminRole).install())
                : Optional.empty();
    }

    private Accounts install() {
        AccountOptions read = read();
        Accounts accounts = new Accounts(storage.database(), read, NAMES, secret(), Clock.systemUTC());
        load(accounts);
        AccountThreads threads = new AccountThreads(parley.io().scheduler());
        parley.onStop(threads::close);
        parley.io().scheduler().every(SWEEP, () -> threads.ask(() -> {
            load(accounts);
            accounts.sweep();
            return null;
        }));
        parley.io().authenticator(
                new AccountAuthenticator(accounts, threads, parley.io().authenticator().orElse(null)));
        accounts.onRevoked(parley.io()::revoke);
        accounts.onRolesChanged(account -> parley.io().changeUsers(
                user -> user.session() != null && user.id().equals(account.id()),
                user -> new User(user.id(), user.name(), account.roles(), user.session(), user.until())));
        ServletContext context = parley.context();
        SessionCookie cookie = new SessionCookie(context.getContextPath(), read.sessionLifetime());
        ServletRegistration.Dynamic servlet =
                context.addServlet("Accounts", new AccountsServlet(parley, accounts, threads, cookie));
        servlet.addMapping("/api/accounts/*", "/api/session/*");
        servlet.setAsyncSupported(true);
        ServletRegistration.Dynamic admin = context.addServlet(
                "AccountAdmin", new AccountAdminServlet(parley, accounts, threads, read.adminRole()));
        admin.addMapping("/api/accounts/reset", "/api/accounts/roles");
        admin.setAsyncSupported(true);
        return accounts;
    }

    private AccountOptions read() {
        return new AccountOptions(
                options.flag(Option.ACCOUNTS_SIGN_UP),
                options.integer(Option.ACCOUNTS_MAX, 1, 10_000_000),
                options.time(Option.ACCOUNTS_TOKEN_LIFETIME),
                Duration.ofDays(options.integer(Option.ACCOUNTS_SESSION_DAYS, 1, 3_650)),
                options.integer(Option.ACCOUNTS_ATTEMPTS, 1, 100_000),
                adminRole);
    }

    private byte[] secret() {
        String file = options.text(Option.SECRET_FILE);
        String value = options.text(Option.SECRET_VALUE);
        if (!file.isEmpty() && !value.isEmpty()) {
            throw options.invalid(Option.SECRET_FILE, "empty where parley.secret.value is said");
        }
        Option option = file.isEmpty() ? Option.SECRET_VALUE : Option.SECRET_FILE;
        byte[] secret = (file.isEmpty() ? value.isEmpty() ? kept() : value : inFile(file)).getBytes(StandardCharsets.UTF_8);
        if (secret.length < LEAST_SECRET) {
            throw options.invalid(option, "a secret of " + LEAST_SECRET + " bytes or more, or a file with one");
        }
        return secret;
    }

    private String inFile(String file) {
        try {
            return SecretFile.read(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw options.invalid(Option.SECRET_FILE, "a file that can be read");
        }
    }

    /** That of the data folder; where everything is forgotten with the process, so is this. */
    private String kept() {
        if (storage.folder().isEmpty()) {
            return SecretFile.made();
        }
        Path file = storage.folder().get().resolve("secret");
        try {
            return SecretFile.readOrMake(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "parley.data.folder must be a folder that can be written to, was " + storage.folder().get() + ": " + e.getMessage(),
                    e);
        }
    }

    /** A database that cannot be reached is asked again later. */
    private void load(Accounts accounts) {
        try {
            accounts.load();
            if (!isLoaded.get()) {
                makeAdmin(accounts);
                isLoaded.set(true);
            }
        } catch (StorageException e) {
            LOG.log(isLoaded.get() ? Level.DEBUG : Level.WARNING, "it is not known yet who is registered: {0}", e.getMessage());
        }
    }

    private void makeAdmin(Accounts accounts) {
        String name = options.text(Option.ACCOUNTS_ADMIN);
        if (name.isEmpty()) {
            return;
        }
        Path folder = storage.folder()
                .orElseThrow(() -> options.invalid(Option.ACCOUNTS_ADMIN, "empty where nothing is kept (parley.chat.store.url)"));
        Path file = folder.resolve("admin-password");
        try {
            accounts.makeAdmin(name, password -> write(file, password)).ifPresentOrElse(
                    account -> LOG.log(
                            Level.INFO, "made the account {0}, with the password that is in {1}; change it", account.name(), file),
                    () -> requireAdmin(accounts, name));
        } catch (EventRefused refusal) {
            throw options.invalid(Option.ACCOUNTS_ADMIN, "a name: " + refusal.getMessage());
        }
    }

    /** Somebody may have signed up with the name before. */
    private void requireAdmin(Accounts accounts, String name) {
        if (accounts.named(name).filter(known -> known.roles().contains(adminRole)).isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "parley.accounts.admin must be the name of nobody, or of an administrator: {0} is somebody else''s, who stays without the role {1}",
                    name,
                    adminRole);
        }
    }

    private static void write(Path file, String password) {
        try {
            Files.deleteIfExists(file); // of an account that is gone
            SecretFile.write(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
