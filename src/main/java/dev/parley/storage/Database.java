package dev.parley.storage;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * A database, and how to let go of it so that nothing is left: no thread, no file lock, no driver. Safe for use by many
 * threads.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Database.class.getName());
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** It is always there, but its classes may come slowly out of a WAR that is not unpacked. */
    private static final Duration EMBEDDED_PATIENCE = Duration.ofSeconds(60);

    // We close it ourselves, and not before: otherwise H2 would, with its last connection or in a shutdown hook.
    private static final String H2_SETTINGS = ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";

    /** Held, because the log manager lets go of loggers that nobody holds. */
    private static final java.util.logging.Logger POOL = java.util.logging.Logger.getLogger("com.zaxxer.hikari");

    private final DataSource source;
    private final DaemonThreads threads; // of its own pool
    private final boolean isOwn;
    private final boolean isEmbedded;
    private volatile boolean isReady;
    private volatile boolean isH2;
    private boolean isClosed; // guarded by this

    private Database(DataSource source, DaemonThreads threads, boolean isOwn, boolean isEmbedded) {
        this.source = requireNonNull(source, "source");
        this.threads = threads;
        this.isOwn = isOwn;
        this.isEmbedded = isEmbedded;
    }

    /** That of somebody else, such as the container; never closed here. */
    public static Database of(DataSource source) {
        return new Database(source, new DaemonThreads(), false, false);
    }

    /** H2 within this process, in a file {@code chat.mv.db} of a folder that exists. */
    public static Database inFolder(Path folder) {
        return embedded("jdbc:h2:file:" + folder.toAbsolutePath().resolve("chat"));
    }

    /** H2 within this process, forgotten when closed. */
    public static Database inMemory() {
        return embedded("jdbc:h2:mem:" + UUID.randomUUID());
    }

    private static Database embedded(String url) {
        return pooled(url + H2_SETTINGS, "sa", "", EMBEDDED_PATIENCE, true);
    }

    /**
     * Wherever an address points. Connects when it is first used.
     *
     * @param url {@code jdbc:postgresql:…} or {@code jdbc:h2:…}
     * @throws IllegalArgumentException if it is none of these
     */
    public static Database at(String url, String user, String password) {
        return pooled(url, user, password, PATIENCE, false);
    }

    private static Database pooled(String url, String user, String password, Duration patience, boolean isEmbedded) {
        DaemonThreads threads = new DaemonThreads();
        return new Database(pool(url, user, password, patience, threads), threads, true, isEmbedded);
    }

    private static DataSource pool(String url, String user, String password, Duration patience, DaemonThreads threads) {
        if (POOL.getLevel() == null) {
            POOL.setLevel(Level.SEVERE); // its warnings come with whole statements, and so with what people have said
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("parley-chat");
        config.setThreadFactory(threads.named("parley-chat-pool"));
        Drivers.add(driver(url));
        config.setDriverClassName(driver(url));
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.toMillis());
        config.setInitializationFailTimeout(-1);
        if (url.startsWith("jdbc:postgresql:")) { // what the address itself says is stronger
            config.addDataSourceProperty("ApplicationName", "parley");
            config.addDataSourceProperty("connectTimeout", "5");
            config.addDataSourceProperty("socketTimeout", "30");
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return new HikariDataSource(config);
    }

    private static String driver(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return "org.postgresql.Driver";
        }
        if (url.startsWith("jdbc:h2:")) {
            return "org.h2.Driver";
        }
        // not the address itself: a password may be in it
        throw new IllegalArgumentException("parley.chat.store.url must be memory or begin with jdbc:postgresql: or jdbc:h2:");
    }

    /** Its connections, whether or not it is prepared. */
    public DataSource source() {
        return source;
    }

    /**
     * Makes or brings up to date the tables, if that has not been done.
     *
     * @throws StorageException if the database cannot be reached
     * @throws IllegalStateException if it is none of those that can be used, or its tables are not ours
     */
    public void prepare() {
        if (!isReady) {
            prepareOnce();
        }
    }

    private synchronized void prepareOnce() {
        if (isReady) {
            return;
        }
        String product = Sql.on(source, connection -> connection.getMetaData().getDatabaseProductName());
        if (!product.equals("H2") && !product.equals("PostgreSQL")) {
            throw new IllegalStateException("Parley's database must be H2 or PostgreSQL, was " + product);
        }
        isH2 = product.equals("H2");
        try {
            Schema.migrate(source);
        } catch (FlywayException e) {
            Sql.on(source, Connection::getMetaData); // says so if it went away meanwhile
            throw new IllegalStateException("the tables of Parley cannot be made: " + e.getMessage(), e);
        }
        checkpoint();
        isReady = true;
    }

    /**
     * Returns when all that was saved would survive a power failure.
     *
     * @throws StorageException if the database cannot be reached
     */
    public void sync() {
        prepare();
        checkpoint();
    }

    private void checkpoint() {
        if (isH2) { // writes half a second later and leaves the rest to the operating system; PostgreSQL does not
            Sql.on(source, connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("checkpoint sync");
                }
            });
        }
    }

    /** Twice is once. */
    @Override
    public synchronized void close() {
        if (!isOwn || isClosed) {
            return;
        }
        isClosed = true;
        if (isEmbedded) {
            shutDown();
        }
        if (source instanceof HikariDataSource pool) {
            pool.close();
            threads.join(FAREWELL_NANOS);
        }
        Drivers.remove();
    }

    private void shutDown() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            LOG.log(Logger.Level.DEBUG, "the database was closed already", e);
        }
    }
}
