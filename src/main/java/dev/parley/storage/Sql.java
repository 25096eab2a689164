package dev.parley.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** What every statement needs: a connection, its parameters, a limit of time, and failures told apart. Safe for many threads. */
public final class Sql {
    private static final int SECONDS = 20;
    private static final String UNIQUE = "23505"; // SQLSTATE of H2 and PostgreSQL

    /** Reads one row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Something done on a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Database database;

    /** @param database is prepared by what reaches it first */
    public Sql(Database database) {
        this.database = database;
    }

    /** The rows that a statement finds. */
    public <T> List<T> list(String statement, List<?> parameters, Row<T> reader) {
        return work(connection -> {
            try (PreparedStatement prepared = prepare(connection, statement)) {
                bind(prepared, parameters);
                List<T> found = new ArrayList<>();
                try (ResultSet rows = prepared.executeQuery()) {
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                }
                return found;
            }
        });
    }

    /** Changes rows. @return how many */
    public int update(String statement, Object... parameters) {
        return work(connection -> {
            try (PreparedStatement prepared = prepare(connection, statement)) {
                bind(prepared, Arrays.asList(parameters));
                return prepared.executeUpdate();
            }
        });
    }

    /**
     * Does something on a connection.
     *
     * @throws StorageException if the database cannot be used
     * @throws RefusedChangeException if it refuses what is in the change
     */
    public <T> T work(Work<T> work) {
        database.prepare();
        return on(database.source(), work);
    }

    static <T> T on(DataSource source, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    /** All or nothing. */
    public <T> T transaction(Work<T> work) {
        return work(connection -> {
            connection.setAutoCommit(false);
            T done;
            try {
                done = work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            connection.setAutoCommit(true);
            return done;
        });
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** A statement that does not run for ever. */
    public static PreparedStatement prepare(Connection connection, String statement) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement);
        prepared.setQueryTimeout(SECONDS);
        return prepared;
    }

    /**
     * Runs a statement once for each row of parameters.
     *
     * @return how many rows each has changed
     */
    public static int[] batch(Connection connection, String statement, List<List<Object>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement prepared = prepare(connection, statement)) {
            for (List<Object> row : rows) {
                bind(prepared, row);
                prepared.addBatch();
            }
            return prepared.executeBatch();
        }
    }

    /** Whether a row was there already. */
    public static boolean isDuplicate(SQLException failure) {
        return UNIQUE.equals(root(failure).getSQLState());
    }

    /** Sets its parameters, in their order. */
    public static void bind(PreparedStatement prepared, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object parameter = parameters.get(i);
            if (parameter == null) {
                prepared.setNull(i + 1, Types.VARCHAR);
            } else if (parameter instanceof String text) {
                prepared.setString(i + 1, storable(text));
            } else {
                prepared.setObject(i + 1, parameter);
            }
        }
    }

    /** PostgreSQL has no U+0000. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    static RuntimeException translated(SQLException thrown) {
        SQLException failure = root(thrown);
        String code = failure.getClass().getSimpleName() + ", SQLSTATE " + failure.getSQLState();
        if (isAboutReaching(failure)) {
            code += ": " + failure.getMessage();
        }
        SQLException cause = withoutContent(failure);
        return isAboutContent(failure)
                ? new RefusedChangeException("the database refuses it: " + code, cause)
                : new StorageException("the database cannot be used: " + code, cause);
    }

    /** Pools wrap what the driver has said in exceptions that have no SQLSTATE. */
    private static SQLException root(SQLException thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof SQLException failure && failure.getSQLState() != null)) {
            cause = cause.getCause();
        }
        return cause == null ? thrown : (SQLException) cause;
    }

    /** Nothing of what people have written can be in the message: it is about the server, the user, the database. */
    private static boolean isAboutReaching(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D"));
    }

    /** Databases like to tell what is in the row, and somebody would log it. */
    private static SQLException withoutContent(SQLException failure) {
        SQLException same = new SQLException(
                failure.getClass().getName(), failure.getSQLState(), failure.getErrorCode());
        same.setStackTrace(failure.getStackTrace());
        return same;
    }

    private static boolean isAboutContent(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLNonTransientConnectionException || state == null) {
            return false;
        }
        // data exception, integrity constraint, program limit; H2's "out of range" and "too long" are among the first
        return state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("54")
                || failure instanceof SQLIntegrityConstraintViolationException;
    }
}
