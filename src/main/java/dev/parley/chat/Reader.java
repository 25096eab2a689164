package dev.parley.chat;

import dev.parley.chat.policy.Permission;
import dev.parley.chat.policy.Permissions;
import dev.parley.chat.policy.Place;
import dev.parley.chat.policy.Subject;
import dev.parley.chat.store.Archive;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredMessage;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the chat from outside of it: for those who are told only that there is something new, and for programs. Safe for use
 * by many threads. All refuse with {@link EventRefused}, at once or by their stages.
 */
public final class Reader {
    private final Archive archive;
    private final Heads heads;
    private final Permissions permissions;

    Reader(Archive archive, Heads heads, Permissions permissions) {
        this.archive = archive;
        this.heads = heads;
        this.permissions = permissions;
    }

    /**
     * A page of messages.
     *
     * @param after everything new or changed after this number, the oldest change first; -1 for the newest messages
     * @param before the newest messages before this one, if {@code after} is -1; {@code Long.MAX_VALUE} for the newest of all
     * @param limit 1 to 200
     */
    public record Page(long after, long before, int limit) {
        /** @throws EventRefused if the limit is out of range */
        public Page {
            if (limit < 1 || limit > History.MAX_PAGE) {
                throw new EventRefused(
                        "FIELD_TYPE", "limit", "limit must be from 1 to " + History.MAX_PAGE + ", was " + limit);
            }
        }
    }

    /** The rooms of a namespace that all may see, without the lobby: {@code {rooms: [{room, topic}]}}. */
    public CompletionStage<JsonObject> rooms(Subject who, String namespace) {
        permissions.require(who, Permission.CONNECT, Place.of(namespace));
        return refusing(heads.load()).thenApply(known -> {
            JsonArrayBuilder rooms = JsonText.array();
            known.all(namespace)
                    .forEach(room -> rooms.add(JsonText.object()
                            .add("room", room.key().room())
                            .add("topic", room.topic())));
            return JsonText.object().add("rooms", rooms).build();
        });
    }

    /** What was said in the lobby or in a room that all may see: {@code {messages, more}}. */
    public CompletionStage<JsonObject> messages(Subject who, String namespace, String room, Page page) {
        RoomKey key = new RoomKey(namespace, Wording.room(room));
        permissions.require(who, Permission.CONNECT, Place.of(namespace));
        permissions.require(who, Permission.READ, new Place(namespace, key.room()));
        return refusing(heads.load()).thenCompose(known -> {
            if (Room.isPublic(key.room()) && known.find(key).isEmpty()) {
                throw new EventRefused("NO_SUCH_ROOM", "room", "there is no room of that name");
            }
            return read(key, page, null);
        });
    }

    /**
     * What two people have said in private.
     *
     * @param key of one of them
     * @param other the id of the other
     */
    public CompletionStage<JsonObject> privateMessages(Subject who, String namespace, String key, String other, Page page) {
        permissions.require(who, Permission.CONNECT, Place.of(namespace));
        String person = Person.idOf(key);
        return read(new RoomKey(namespace, Room.between(person, other)), page, person);
    }

    private CompletionStage<JsonObject> read(RoomKey key, Page page, String viewer) {
        CompletionStage<List<StoredMessage>> found = page.after() >= 0
                ? archive.after(key, page.after(), page.limit())
                : archive.before(key, page.before(), page.limit());
        return refusing(found).thenApply(messages -> JsonText.object()
                .add("messages", MessageJson.all(messages, viewer))
                .add("more", messages.size() == page.limit())
                .build());
    }

    private static <T> CompletionStage<T> refusing(CompletionStage<T> stage) {
        return stage.exceptionallyCompose(
                failure -> CompletableFuture.failedStage(Reply.asRefusal(Reply.cause(failure))));
    }
}
