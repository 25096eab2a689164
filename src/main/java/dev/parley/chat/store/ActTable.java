package dev.parley.chat.store;

import dev.parley.chat.store.StoredAct.Kind;
import dev.parley.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What moderators have done. Safe for use by many threads. */
final class ActTable {
    private static final String COLUMNS =
            "id, namespace, said, kind, by_person, by_name, person, person_name, address, until, about, reason";

    private final Sql sql;

    ActTable(Sql sql) {
        this.sql = sql;
    }

    static void save(Connection connection, List<StoredAct> acts) throws SQLException {
        for (StoredAct act : acts) {
            if (!isThere(connection, act)) {
                try (PreparedStatement insert = Sql.prepare(
                        connection, "insert into chat_act (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                    Sql.bind(insert, values(act));
                    insert.executeUpdate();
                }
            }
        }
    }

    private static boolean isThere(Connection connection, StoredAct act) throws SQLException {
        try (PreparedStatement select = Sql.prepare(connection, "select 1 from chat_act where id = ?")) {
            Sql.bind(select, List.of(act.id()));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static List<Object> values(StoredAct act) {
        return Arrays.asList(
                act.id(),
                act.namespace(),
                act.time(),
                act.kind().name().toLowerCase(Locale.ROOT),
                act.by(),
                act.byName(),
                act.whom(),
                act.whomName(),
                act.address(),
                act.until(),
                act.about(),
                act.reason());
    }

    List<StoredAct> sanctions() {
        return sql.list(
                "select " + COLUMNS + " from chat_act where kind in ('mute', 'unmute', 'ban', 'unban') order by said, id",
                List.of(),
                ActTable::act);
    }

    List<StoredAct> newest(String namespace, long before, int limit) {
        return sql.list(
                "select " + COLUMNS + " from chat_act where namespace = ? and said < ? order by said desc, id desc limit ?",
                List.of(namespace, before, limit),
                ActTable::act);
    }

    private static StoredAct act(ResultSet row) throws SQLException {
        return new StoredAct(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getLong(10),
                row.getString(11),
                row.getString(12));
    }
}
