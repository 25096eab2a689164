package dev.parley.chat.store;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import dev.parley.storage.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages, in SQL that H2 and PostgreSQL share. Safe for use by many threads. */
final class MessageTable {
    private static final String MERGE =
            """
            merge into chat_message as m
            using (values (cast(? as varchar), cast(? as varchar), cast(? as bigint), cast(? as bigint), cast(? as varchar),
                cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as bigint), cast(? as bigint),
                cast(? as boolean), cast(? as bigint), cast(? as varchar), cast(? as varchar), cast(? as varchar)))
                as s (namespace, room, id, changed, author, author_name, body, folded, said, edited, deleted, reply_to,
                    reactions, nonce, extras)
            on m.namespace = s.namespace and m.room = s.room and m.id = s.id
            when matched and s.changed > m.changed then update set changed = s.changed, author_name = s.author_name,
                body = s.body, folded = s.folded, edited = s.edited, deleted = s.deleted, reactions = s.reactions,
                extras = s.extras
            when not matched then insert (namespace, room, id, changed, author, author_name, body, folded, said, edited,
                deleted, reply_to, reactions, nonce, extras)
            values (s.namespace, s.room, s.id, s.changed, s.author, s.author_name, s.body, s.folded, s.said, s.edited,
                s.deleted, s.reply_to, s.reactions, s.nonce, s.extras)
            """;

    private static final String INSERT =
            """
            insert into chat_message (namespace, room, id, changed, author, author_name, body, folded, said, edited,
                deleted, reply_to, reactions, nonce, extras)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String SELECT =
            """
            select m.namespace, m.room, m.id, m.changed, m.author, m.author_name, m.body, m.said, m.edited, m.deleted,
                m.reply_to, m.reactions, m.nonce, m.extras
            from chat_message m
            """;
    private static final String IN_ROOM = SELECT + "where m.namespace = ? and m.room = ? ";

    private final Sql sql;

    MessageTable(Sql sql) {
        this.sql = sql;
    }

    static void save(Connection connection, List<StoredMessage> messages) throws SQLException {
        Map<Boolean, List<List<Object>>> isNew = messages.stream()
                .collect(partitioningBy(message -> message.changed() == message.id(), mapping(MessageTable::columns, toList())));
        insert(connection, isNew.get(true));
        Sql.batch(connection, MERGE, isNew.get(false));
    }

    /** What is new costs a third of what may be there; after a crash some of it may be, too. */
    private static void insert(Connection connection, List<List<Object>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            Sql.batch(connection, INSERT, rows);
        } catch (SQLException e) {
            if (!Sql.isDuplicate(e)) {
                throw e;
            }
            connection.rollback(before);
            Sql.batch(connection, MERGE, rows);
        }
    }

    private static List<Object> columns(StoredMessage message) {
        return Arrays.asList(
                message.room().namespace(),
                message.room().room(),
                message.id(),
                message.changed(),
                message.author(),
                message.name(),
                message.text(),
                SearchText.fold(message.text()),
                message.time(),
                message.edited(),
                message.isDeleted(),
                message.replyTo(),
                ReactionsText.of(message.reactions()),
                message.nonce(),
                message.extras());
    }

    List<StoredMessage> before(RoomKey room, long id, int limit) {
        List<StoredMessage> newestFirst =
                list(IN_ROOM + "and m.id < ? order by m.id desc limit ?", room.namespace(), room.room(), id, limit);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    List<StoredMessage> after(RoomKey room, long number, int limit) {
        return list(IN_ROOM + "and m.changed > ? order by m.changed limit ?", room.namespace(), room.room(), number, limit);
    }

    /** Null if there is none. */
    StoredMessage message(RoomKey room, long id) {
        List<StoredMessage> found = list(IN_ROOM + "and m.id = ?", room.namespace(), room.room(), id);
        return found.isEmpty() ? null : found.get(0);
    }

    List<StoredMessage> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit) {
        List<Object> parameters =
                new ArrayList<>(List.of(namespace, from.time(), from.time(), from.id(), from.id()));
        parameters.addAll(from.rooms());
        parameters.add(SearchText.pattern(text));
        String where = "where m.namespace = ? and m.said <= ? and (m.said < ? or m.id < ? or (m.id = ?"
                + (from.rooms().isEmpty() ? "" : " and m.room not in (" + marks(from.rooms()) + ")")
                + ")) and not m.deleted and m.folded like ? escape '!' and ";
        if (rooms.isEmpty()) {
            where += "m.room not like '@%' ";
        } else {
            where += "m.room in (" + marks(rooms) + ") ";
            parameters.addAll(rooms);
        }
        parameters.add(limit);
        return sql.list(SELECT + where + "order by m.said desc, m.id desc limit ?", parameters, MessageTable::read);
    }

    private static String marks(Set<String> some) {
        return String.join(", ", Collections.nCopies(some.size(), "?"));
    }

    List<StoredMessage> saidBy(String namespace, String person, int limit) {
        return list(
                SELECT + "where m.namespace = ? and m.author = ? and m.nonce is not null order by m.said desc, m.id desc limit ?",
                namespace,
                person,
                limit);
    }

    List<StoredMessage> newestOfPrivateRooms(String namespace, String person, int limit) {
        String found =
                """
                join (select namespace, room, last_message from chat_room where namespace = ? and person_a = ?
                      union
                      select namespace, room, last_message from chat_room where namespace = ? and person_b = ?) r
                on m.namespace = r.namespace and m.room = r.room and m.id = r.last_message
                order by m.said desc, m.id desc limit ?
                """;
        return list(SELECT + found, namespace, person, namespace, person, limit);
    }

    Set<Long> unread(RoomKey room, long after, long through, String person, int limit) {
        return new HashSet<>(sql.list(
                "select id from chat_message where namespace = ? and room = ? and id > ? and id <= ? and author <> ? "
                        + "and not deleted order by id limit ?",
                List.of(room.namespace(), room.room(), after, through, person, limit),
                row -> row.getLong(1)));
    }

    private List<StoredMessage> list(String statement, Object... parameters) {
        return sql.list(statement, List.of(parameters), MessageTable::read);
    }

    private static StoredMessage read(ResultSet row) throws SQLException {
        return new StoredMessage(
                new RoomKey(row.getString("namespace"), row.getString("room")),
                row.getLong("id"),
                row.getLong("changed"),
                row.getString("author"),
                row.getString("author_name"),
                row.getString("body"),
                row.getLong("said"),
                row.getLong("edited"),
                row.getBoolean("deleted"),
                row.getLong("reply_to"),
                ReactionsText.parse(row.getString("reactions")),
                row.getString("nonce"),
                row.getString("extras"));
    }
}
