package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.FileContent;
import dev.parley.chat.store.FileUse;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredFile;
import dev.parley.connection.RandomIds;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.storage.StorageException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures and other files: sent first, then said in a message. Safe for use by many threads; sending and fetching block.
 */
public final class Files {
    private static final int MOST_KNOWN = 10_000; // files that no message has spoken of yet
    static final Duration PATIENCE = Duration.ofDays(1); // in which one must
    static final Duration SWEEP = Duration.ofHours(1);

    private final Archive archive;
    private final FileOptions options;
    private final WaitingFiles waiting;
    private final Clock clock;
    private final RandomIds ids = new RandomIds();
    private final Map<String, Sent> sent = new LinkedHashMap<>(); // guarded by this; no message speaks of them yet

    Files(Archive archive, FileOptions options, Clock clock) {
        this.archive = archive;
        this.options = options;
        this.waiting = new WaitingFiles(archive, options);
        this.clock = clock;
    }

    /**
     * What somebody wants to send.
     *
     * @param name as the sender's computer calls it
     * @param type its media type
     * @param size bytes
     * @param width of a picture as the sender says, pixels; 0: not said. For pages that keep its place until it is there
     * @param height as {@code width}
     */
    public record Offer(String name, String type, long size, int width, int height) {}

    private record Sent(StoredFile file, Offer offer) {}

    /** Which files are accepted: {@code {maxBytes, types}}. */
    public JsonObject limits() {
        return JsonText.object()
                .add("maxBytes", options.maxBytes())
                .add("types", JsonText.of(options.types()))
                .build();
    }

    /**
     * Keeps a file.
     *
     * @param person the sender's id
     * @param address by what clients from where it comes are counted together; empty: those have no limits
     * @throws EventRefused if it is too large, of a type that is not accepted, does not come to its end, cannot be kept, or too many
     *     wait already
     */
    JsonObject keep(String person, Optional<String> address, RoomKey where, Offer offer, InputStream content) {
        if (offer.size() > options.maxBytes()) {
            throw new EventRefused(
                    "FILE_TOO_LARGE", "size", "a file must have at most " + options.maxBytes() + " bytes (parley.chat.file.max-bytes), was " + offer.size());
        }
        String type = offer.type().toLowerCase(Locale.ROOT);
        if (!options.accepts(type)) {
            throw new EventRefused(
                    "FILE_TYPE", "type", "files of this type are not accepted: " + Wording.shown(offer.type()));
        }
        String name = Wording.fileName(offer.name());
        StoredFile file = new StoredFile(
                ids.next() + ids.next(), where, person, address.orElse(null), name, type, offer.size(), clock.millis());
        try {
            waiting.save(file, content);
        } catch (StorageException e) {
            boolean isCut = e.getCause() instanceof IOException; // of the content, which is all that is read here
            throw isCut ? new EventRefused("BODY_CUT", null, "the file did not come to its end") : Reply.asRefusal(e);
        }
        Sent kept = new Sent(file, offer);
        synchronized (this) {
            sent.put(file.id(), kept);
            if (sent.size() > MOST_KNOWN) {
                sent.remove(sent.keySet().iterator().next());
            }
        }
        return toJson(kept);
    }

    /** A file with its content, to be closed; empty if there is none. @throws EventRefused if it cannot be read just now */
    public Optional<FileContent> open(String id) {
        try {
            return Optional.ofNullable(archive.file(id));
        } catch (StorageException e) {
            throw Reply.asRefusal(e);
        }
    }

    /**
     * What a message says of a file.
     *
     * @throws EventRefused if the same person has not sent it for the same room, or a message has spoken of it already
     */
    synchronized JsonObject of(String id, String person, RoomKey where) {
        Sent kept = sent.get(id);
        boolean isWaiting = kept != null && kept.file().time() > clock.millis() - PATIENCE.toMillis();
        if (!isWaiting || !kept.file().person().equals(person) || !kept.file().room().equals(where)) {
            throw new EventRefused(
                    "NO_SUCH_FILE", "file", "a file must be sent first, for the same room and one message; send it again");
        }
        return toJson(kept);
    }

    /** Nobody can speak of a file any more. */
    synchronized void said(String id) {
        sent.remove(id);
    }

    /**
     * Removes a file of which no message speaks, for whoever has sent it.
     *
     * @throws EventRefused if there is none, or that cannot be kept
     */
    void takeBack(String id, String person) {
        synchronized (this) {
            Sent kept = sent.get(id);
            if (kept == null || !kept.file().person().equals(person)) {
                throw new EventRefused("NO_SUCH_FILE", null, "there is no such file that waits for a message");
            }
        }
        try {
            archive.record(List.of(new FileUse(id, false)));
            said(id);
        } catch (StorageException e) {
            throw Reply.asRefusal(e);
        }
    }

    /** Removes what has been sent and never said; later than nobody can say it any more. */
    void sweep() {
        archive.removeUnusedFiles(clock.millis() - PATIENCE.plus(SWEEP).toMillis());
    }

    private static JsonObject toJson(Sent kept) {
        StoredFile file = kept.file();
        JsonObjectBuilder json = JsonText.object()
                .add("id", file.id())
                .add("name", file.name())
                .add("type", file.type())
                .add("size", file.size());
        if (kept.offer().width() > 0 && kept.offer().height() > 0) {
            json.add("width", kept.offer().width()).add("height", kept.offer().height());
        }
        return json.build();
    }
}
