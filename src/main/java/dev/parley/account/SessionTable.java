package dev.parley.account;

import dev.parley.storage.Database;
import dev.parley.storage.Sql;
import java.util.List;
import java.util.Optional;

/** Sessions in the database. As {@link AccountTable}. */
final class SessionTable {

    /**
     * A session.
     *
     * @param account its id
     * @param token the hash of the token that is good
     * @param previous that of the one before, empty if there was none
     * @param renewed milliseconds since 1970
     */
    record Stored(String id, String account, String token, String previous, long renewed) {}

    private final Database database;
    private final Sql sql;

    SessionTable(Database database) {
        this.database = database;
        this.sql = new Sql(database);
    }

    void add(String id, String account, String token, long now, long expires) {
        sql.update(
                "insert into parley_session (id, account, token, previous, created, renewed, expires) values (?, ?, ?, '', ?, ?, ?)",
                id,
                account,
                token,
                now,
                now,
                expires);
    }

    /** One that has not ended. */
    Optional<Stored> find(String id, long now) {
        return sql
                .list(
                        "select id, account, token, previous, renewed from parley_session where id = ? and expires > ?",
                        List.of(id, now),
                        row -> new Stored(
                                row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)))
                .stream()
                .findFirst();
    }

    /** Puts another token in the place of the one that was found; false if somebody else was faster. */
    boolean renew(Stored found, String token, long now, long expires) {
        return sql.update(
                        "update parley_session set token = ?, previous = token, renewed = ?, expires = ? where id = ? and token = ?",
                        token,
                        now,
                        expires,
                        found.id(),
                        found.token())
                == 1;
    }

    void end(String id) {
        sql.update("delete from parley_session where id = ?", id);
        database.sync(); // what has been taken back must not come again
    }

    /** The ids of those of an account. */
    List<String> of(String account) {
        return sql.list("select id from parley_session where account = ?", List.of(account), row -> row.getString(1));
    }

    void endAllOf(String account) {
        sql.update("delete from parley_session where account = ?", account);
        database.sync();
    }

    void removeEnded(long now) {
        sql.update("delete from parley_session where expires <= ?", now);
    }
}
