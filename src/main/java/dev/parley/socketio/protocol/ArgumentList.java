package dev.parley.socketio.protocol;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of an event or an acknowledgement: as text, as values, or both, each made from the other when somebody
 * asks, so that what is only passed on is neither parsed nor written again, and numbers stay as they were written. Immutable
 * to those who use it; safe for use by many threads.
 */
public final class ArgumentList {
    public static final ArgumentList EMPTY = ofValues(List.of());

    /**
     * Arguments as they travel.
     *
     * @param json JSON values with commas between and no brackets around; for each of the bytes among them an object
     *     {@code {"_placeholder":true,"num":n}}
     * @param attachments the bytes, by number
     */
    public record Written(String json, List<ByteBuffer> attachments) {
        public Written {
            requireNonNull(json, "json");
            attachments = List.copyOf(attachments);
        }
    }

    // each is made at most once per racing thread, always the same, and safe to publish without a lock
    private Written written;
    private List<JsonValue> values;

    private ArgumentList(Written written, List<JsonValue> values) {
        this.written = written;
        this.values = values;
    }

    /**
     * Arguments as text that is known to be right: by a reader that has checked it, or because we have written it.
     *
     * @param json as {@link Written#json}
     * @param attachments as {@link Written#attachments}
     */
    public static ArgumentList ofWritten(String json, List<ByteBuffer> attachments) {
        return new ArgumentList(new Written(json, attachments), null);
    }

    public static ArgumentList ofValues(List<? extends JsonValue> values) {
        return new ArgumentList(null, List.copyOf(values));
    }

    /** As they travel. */
    public Written written() {
        Written known = written;
        if (known == null) {
            known = PlaceholderText.write(values);
            written = known;
        }
        return known;
    }

    /** The same and one more, a string; what is text stays text. */
    public ArgumentList plus(String last) {
        Written text = written;
        List<JsonValue> known = values;
        Written longer = text == null
                ? null
                : new Written(text.json() + (text.json().isEmpty() ? "" : ",") + JsonText.quoted(last), text.attachments());
        List<JsonValue> more = null;
        if (known != null) {
            more = new ArrayList<>(known);
            more.add(JsonText.of(last));
            more = List.copyOf(more);
        }
        return new ArgumentList(longer, more);
    }

    /** The text of one argument as it travels, with placeholders for bytes; null if there are fewer. */
    public String text(int index) {
        return TopLevel.part(written().json(), index);
    }

    /** As values; bytes are {@link Bytes}. */
    public List<JsonValue> values() {
        List<JsonValue> known = values;
        if (known == null) {
            JsonArray array = (JsonArray) JsonText.parseChecked("[" + written.json() + "]");
            known = List.copyOf(
                    written.attachments().isEmpty() ? array : PlaceholderText.fill(array, written.attachments()));
            values = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArgumentList list && values().equals(list.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
