package dev.parley.account;

import dev.parley.storage.Database;
import dev.parley.storage.RefusedChangeException;
import dev.parley.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts in the database. Safe for use by many threads; all methods block, and throw {@link
 * dev.parley.storage.StorageException} when it cannot be reached.
 */
final class AccountTable {
    private static final String COLUMNS = "a.id, a.name, a.roles";

    /** @param password its hash */
    record Secured(Account account, String password) {}

    private final Database database;
    private final Sql sql;

    AccountTable(Database database) {
        this.database = database;
        this.sql = new Sql(database);
    }

    /** The folded names of those that were made since a moment, milliseconds since 1970. */
    List<String> foldedNames(long since) {
        return sql.list("select folded from parley_account where created >= ?", List.of(since), row -> row.getString(1));
    }

    Optional<Secured> named(String folded) {
        return sql
                .list(
                        "select " + COLUMNS + ", a.password from parley_account a where a.folded = ?",
                        List.of(folded),
                        row -> new Secured(account(row), row.getString(4)))
                .stream()
                .findFirst();
    }

    /** Whose a session is, if it has not ended. */
    Optional<Account> ofSession(String session, long now) {
        return sql
                .list(
                        "select " + COLUMNS + " from parley_account a join parley_session s on s.account = a.id "
                                + "where s.id = ? and s.expires > ?",
                        List.of(session, now),
                        AccountTable::account)
                .stream()
                .findFirst();
    }

    /** False if somebody has the name. */
    boolean add(Account account, String folded, String password, long now) {
        try {
            sql.update(
                    "insert into parley_account (id, name, folded, password, roles, created) values (?, ?, ?, ?, ?, ?)",
                    account.id(),
                    account.name(),
                    folded,
                    password,
                    String.join(" ", account.roles()),
                    now);
        } catch (RefusedChangeException e) {
            return false;
        }
        database.sync();
        return true;
    }

    void changeRoles(Account account) {
        sql.update("update parley_account set roles = ? where id = ?", String.join(" ", account.roles()), account.id());
        database.sync(); // what has been taken away must not come again
    }

    /** Those who have roles, by name. */
    List<Account> withRoles(int most) {
        return sql.list(
                "select " + COLUMNS + " from parley_account a where a.roles <> '' order by a.name limit ?",
                List.of(most),
                AccountTable::account);
    }

    static Account account(ResultSet row) throws SQLException {
        String roles = row.getString(3);
        return new Account(row.getString(1), row.getString(2), roles.isEmpty() ? Set.of() : Set.of(roles.split(" ")));
    }
}
