package dev.parley.chat.store;

import dev.parley.storage.StorageException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the chat remembers. What was recorded can be read at once, whether or not it is in the database already. Safe for use
 * by many threads; nobody waits for the database here, and stages complete on threads of the archive's own.
 *
 * <p>Stages fail with {@link StorageException} while the database cannot be reached.
 */
public interface Archive extends AutoCloseable {

    /**
     * Keeps changes. When this returns, they survive the end of this process, and come into the database as soon as it can be
     * reached.
     *
     * @throws StorageException if they cannot be kept: the spool is full, or cannot be written
     */
    void record(List<Change> changes);

    /** All rooms of all namespaces with their last numbers; what must be known before the first message gets its number. */
    CompletionStage<List<StoredRoom>> rooms();

    /** The newest messages of a room, in the order of their ids; at most {@code limit}, 1 or more. */
    CompletionStage<List<StoredMessage>> newest(RoomKey room, int limit);

    /** The newest messages before one, in the order of their ids; at most {@code limit}, 1 or more. */
    CompletionStage<List<StoredMessage>> before(RoomKey room, long id, int limit);

    /** The oldest messages that are new or changed after a number, in the order of {@code changed}; at most {@code limit}. */
    CompletionStage<List<StoredMessage>> after(RoomKey room, long number, int limit);

    /** One message; the stage completes with null if there is none with this id. */
    CompletionStage<StoredMessage> message(RoomKey room, long id);

    /**
     * Messages that contain a text, whatever its case, the newest first, none that is deleted.
     *
     * @param rooms where to look; private rooms only if named, all others of the namespace when it is empty
     * @param from only messages after this place
     */
    CompletionStage<List<StoredMessage>> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit);

    /** The latest messages that somebody has said with a nonce, in all rooms of a namespace, the newest first. */
    CompletionStage<List<StoredMessage>> saidBy(String namespace, String person, int limit);

    /** The private rooms of somebody with the newest message of each, the newest first; at most {@code limit}. */
    CompletionStage<List<StoredMessage>> privateRooms(String namespace, String person, int limit);

    /** How far somebody has read, by room. */
    CompletionStage<Map<String, Long>> lastRead(String namespace, String person);

    /** How many messages after one, and through another, are by others and not deleted; counts no further than {@code limit}. */
    CompletionStage<Integer> unread(RoomKey room, long after, long through, String person, int limit);

    /** What moderators have done and taken back that is to last, in its order. */
    CompletionStage<List<StoredAct>> sanctions();

    /** What moderators have done in a namespace before a moment (milliseconds since 1970), the newest first. */
    CompletionStage<List<StoredAct>> acts(String namespace, long before, int limit);

    /** Keeps a file. Blocks; the stream is read once and not closed. @throws StorageException as {@link #record} */
    void saveFile(StoredFile file, InputStream content);

    /** A file with its content, to be closed by the caller; null if there is none. Blocks. */
    FileContent file(String id);

    /**
     * Files of which no message speaks, whole or not: those of a person, and those from an address. Blocks.
     *
     * @param address null: none
     */
    List<StoredFile> waitingFiles(String person, String address);

    /** Removes the files that were sent before a moment (milliseconds since 1970) and of which no message speaks; sometime. */
    void removeUnusedFiles(long before);

    /**
     * Calls a listener whenever the database falls behind (more than two seconds, or unreachable) or has caught up.
     *
     * @param isLate gets true when it falls behind
     */
    void onLate(Consumer<Boolean> isLate);

    /** Whether the database is behind just now. */
    boolean isLate();

    /** Brings what waits into the database if it can be reached, and ends. What cannot be brought stays in the spool. */
    @Override
    void close();
}
