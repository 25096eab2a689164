package dev.parley.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Safe for use by many threads. One line a record on the standard error stream.
 *
 * <p>While the server starts, what it says is held back: a failure is told in one line by
 * {@link Main}, not in three stack traces. After a good start what was held is printed.
 */
final class LaunchLog extends Handler {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** Kept here, because the log manager lets go of loggers nobody else holds. */
    private static final List<Logger> SERVERS =
            Stream.of("org.apache", "io.undertow", "org.xnio", "org.jboss").map(Logger::getLogger).toList();

    private final List<LogRecord> held = new ArrayList<>();
    private boolean holding;

    private LaunchLog(boolean holding) {
        this.holding = holding;
        setFormatter(new SimpleFormatter());
    }

    /** Takes over the log, unless the user has configured {@code java.util.logging}. */
    static LaunchLog install(boolean verbose) {
        LaunchLog log = new LaunchLog(!verbose);
        if (System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null) {
            LogManager.getLogManager().reset();
            Logger.getLogger("").addHandler(log);
            SERVERS.forEach(server -> server.setLevel(verbose ? Level.INFO : Level.WARNING));
        }
        return log;
    }

    /** The format has to be set before anything loads {@link SimpleFormatter}. */
    static void setFormat() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tF %1$tT %4$s %3$s: %5$s%6$s%n");
        }
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (holding && isOfServer(String.valueOf(entry.getLoggerName()))) {
            held.add(entry);
        } else if (isLoggable(entry)) {
            System.err.print(getFormatter().format(entry));
        }
    }

    private static boolean isOfServer(String name) {
        return SERVERS.stream().anyMatch(server -> (name + ".").startsWith(server.getName() + "."));
    }

    /** Prints what was held back, and holds nothing from now on. */
    synchronized void release() {
        holding = false;
        held.forEach(this::publish);
        held.clear();
    }

    /** The deepest cause that the server has logged so far, in one line. */
    synchronized Optional<String> cause() {
        return held.stream()
                .map(LogRecord::getThrown)
                .filter(thrown -> thrown != null)
                .findFirst()
                .map(LaunchLog::describeRoot);
    }

    static String describeRoot(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        boolean speaksForItself = root instanceof IllegalArgumentException || root instanceof IllegalStateException;
        String told = message != null && speaksForItself ? message : root.toString();
        return told.replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public void flush() {
        System.err.flush();
    }

    @Override
    public void close() {
        // the standard error stream is not ours to close
    }
}
