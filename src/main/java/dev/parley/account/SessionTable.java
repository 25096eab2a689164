package dev.parley.account;

import dev.parley.storage.Database;
import dev.parley.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions in the database. As {@link AccountTable}. */
final class SessionTable {

    /**
     * A session.
     *
     * @param account its id
     * @param number of the token that is good
     * @param renewed since when, milliseconds since 1970
     */
    record Stored(String id, String account, long number, long renewed) {}

    private final Database database;
    private final Sql sql;

    SessionTable(Database database) {
        this.database = database;
        this.sql = new Sql(database);
    }

    /**
     * Keeps a new session of somebody whose password has been compared.
     *
     * @param password the hash with which it was; what has been changed since begins no session
     * @return whether it still is that
     */
    boolean add(Stored session, String password, long expires) {
        return sql.transaction(connection -> {
            if (!password.equals(lockedPassword(connection, session.account()))) {
                return false;
            }
            execute(
                    connection,
                    "insert into parley_session (id, account, number, created, renewed, expires) values (?, ?, ?, ?, ?, ?)",
                    List.of(session.id(), session.account(), session.number(), session.renewed(), session.renewed(), expires));
            return true;
        });
    }

    /** Of whoever has the account; nobody else changes it until the transaction ends. Null if there is none. */
    private static String lockedPassword(Connection connection, String account) throws SQLException {
        try (PreparedStatement select =
                Sql.prepare(connection, "select password from parley_account where id = ? for update")) {
            Sql.bind(select, List.of(account));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /**
     * Gives an account another password, and ends its sessions.
     *
     * @return their ids
     */
    List<String> changePassword(String account, String password) {
        List<String> ended = sql.transaction(connection -> {
            execute(connection, "update parley_account set password = ? where id = ?", List.of(password, account));
            List<String> ids = ids(connection, account);
            execute(connection, "delete from parley_session where account = ?", List.of(account));
            return ids;
        });
        database.sync(); // what has been taken back must not come again
        return ended;
    }

    private static List<String> ids(Connection connection, String account) throws SQLException {
        try (PreparedStatement select = Sql.prepare(connection, "select id from parley_session where account = ?")) {
            Sql.bind(select, List.of(account));
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    private static void execute(Connection connection, String statement, List<?> parameters) throws SQLException {
        try (PreparedStatement prepared = Sql.prepare(connection, statement)) {
            Sql.bind(prepared, parameters);
            prepared.executeUpdate();
        }
    }

    /** The ids of those of an account. */
    List<String> of(String account) {
        return sql.list("select id from parley_session where account = ?", List.of(account), row -> row.getString(1));
    }

    /** One that has not ended. */
    Optional<Stored> find(String id, long now) {
        return sql
                .list(
                        "select id, account, number, renewed from parley_session where id = ? and expires > ?",
                        List.of(id, now),
                        row -> new Stored(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .stream()
                .findFirst();
    }

    /** The next token is the good one, unless it is already. */
    void renew(Stored found, long now, long expires) {
        sql.update(
                "update parley_session set number = number + 1, renewed = ?, expires = ? where id = ? and number = ?",
                now,
                expires,
                found.id(),
                found.number());
    }

    void end(String id) {
        sql.update("delete from parley_session where id = ?", id);
        database.sync();
    }

    void removeEnded(long now) {
        sql.update("delete from parley_session where expires <= ?", now);
    }
}
