package dev.parley.chat.store;

import dev.parley.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rooms with their numbers, and how far people have read in them. Safe for use by many threads. */
final class RoomTable {
    private static final String MERGE_ROOM =
            """
            merge into chat_room as r
            using (values (cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as bigint),
                cast(? as varchar), cast(? as varchar)))
                as s (namespace, room, topic, created_by, created, person_a, person_b)
            on r.namespace = s.namespace and r.room = s.room
            when matched then update set topic = s.topic, created_by = s.created_by, created = s.created
            when not matched then insert (namespace, room, topic, created_by, created, last_number, last_message, person_a,
                person_b)
            values (s.namespace, s.room, s.topic, s.created_by, s.created, 0, 0, s.person_a, s.person_b)
            """;

    private static final String UPDATE_NUMBERS =
            """
            update chat_room set last_number = greatest(last_number, ?), last_message = greatest(last_message, ?)
            where namespace = ? and room = ?
            """;

    private static final String MERGE_NUMBERS =
            """
            merge into chat_room as r
            using (values (cast(? as varchar), cast(? as varchar), cast(? as bigint), cast(? as bigint), cast(? as bigint),
                cast(? as varchar), cast(? as varchar)))
                as s (namespace, room, created, last_number, last_message, person_a, person_b)
            on r.namespace = s.namespace and r.room = s.room
            when matched and (s.last_number > r.last_number or s.last_message > r.last_message) then update set
                last_number = greatest(r.last_number, s.last_number), last_message = greatest(r.last_message, s.last_message)
            when not matched then insert (namespace, room, topic, created_by, created, last_number, last_message, person_a,
                person_b)
            values (s.namespace, s.room, '', '', s.created, s.last_number, s.last_message, s.person_a, s.person_b)
            """;

    private static final String MERGE_LAST_READ =
            """
            merge into chat_last_read as l
            using (values (cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as bigint)))
                as s (namespace, person, room, id)
            on l.namespace = s.namespace and l.person = s.person and l.room = s.room
            when matched and s.id > l.id then update set id = s.id
            when not matched then insert (namespace, person, room, id) values (s.namespace, s.person, s.room, s.id)
            """;

    private final Sql sql;

    RoomTable(Sql sql) {
        this.sql = sql;
    }

    static void saveRooms(Connection connection, List<StoredRoom> rooms) throws SQLException {
        Sql.batch(connection, MERGE_ROOM, rooms.stream().map(RoomTable::columns).toList());
    }

    /** The numbers that messages bring with them. */
    static void saveNumbers(Connection connection, List<StoredMessage> messages) throws SQLException {
        Map<RoomKey, Numbers> byRoom =
                messages.stream().collect(Collectors.toMap(StoredMessage::room, Numbers::of, Numbers::and));
        List<RoomKey> rooms = List.copyOf(byRoom.keySet());
        int[] found = Sql.batch(
                connection,
                UPDATE_NUMBERS,
                rooms.stream()
                        .map(room -> List.<Object>of(
                                byRoom.get(room).number(), byRoom.get(room).message(), room.namespace(), room.room()))
                        .toList());
        Sql.batch(
                connection,
                MERGE_NUMBERS,
                IntStream.range(0, found.length)
                        .filter(i -> found[i] <= 0) // or it is not known
                        .mapToObj(i -> columns(rooms.get(i), byRoom.get(rooms.get(i))))
                        .toList());
    }

    static void saveLastRead(Connection connection, List<LastRead> reads) throws SQLException {
        Sql.batch(
                connection,
                MERGE_LAST_READ,
                reads.stream()
                        .map(read -> List.<Object>of(
                                read.room().namespace(), read.person(), read.room().room(), read.id()))
                        .toList());
    }

    List<StoredRoom> rooms() {
        return sql.list(
                "select namespace, room, topic, created_by, created, last_number from chat_room order by namespace, room",
                List.of(),
                row -> new StoredRoom(
                        new RoomKey(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6)));
    }

    Map<String, Long> lastRead(String namespace, String person) {
        Map<String, Long> byRoom = new TreeMap<>();
        sql.list(
                "select room, id from chat_last_read where namespace = ? and person = ?",
                List.of(namespace, person),
                row -> byRoom.put(row.getString(1), row.getLong(2)));
        return byRoom;
    }

    private static List<Object> columns(StoredRoom room) {
        Optional<PrivateRoom> people = PrivateRoom.of(room.key().room());
        return Arrays.asList(
                room.key().namespace(),
                room.key().room(),
                room.topic(),
                room.createdBy(),
                room.created(),
                people.map(PrivateRoom::personA).orElse(null),
                people.map(PrivateRoom::personB).orElse(null));
    }

    private static List<Object> columns(RoomKey room, Numbers numbers) {
        Optional<PrivateRoom> people = PrivateRoom.of(room.room());
        return Arrays.asList(
                room.namespace(),
                room.room(),
                numbers.time(),
                numbers.number(),
                numbers.message(),
                people.map(PrivateRoom::personA).orElse(null),
                people.map(PrivateRoom::personB).orElse(null));
    }

    /** The greatest numbers of some messages of a room, and when the first of them was said. */
    private record Numbers(long number, long message, long time) {
        static Numbers of(StoredMessage message) {
            return new Numbers(Math.max(message.id(), message.changed()), message.id(), message.time());
        }

        Numbers and(Numbers other) {
            return new Numbers(
                    Math.max(number, other.number), Math.max(message, other.message), Math.min(time, other.time));
        }
    }
}
