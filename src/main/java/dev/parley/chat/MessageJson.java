package dev.parley.chat;

import dev.parley.chat.store.StoredMessage;
import dev.parley.chat.store.StoredMessage.Reaction;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages as clients see them. Pure functions. */
final class MessageJson {
    /** Members that the store keeps as they are: to whom a private message went, a file, what else the client said. */
    static final String TO = "to";

    static final String TARGET = "target";
    static final String FILE = "file";
    static final String FIELDS = "fields";

    private MessageJson() {}

    /** @param viewer the id of the person who looks: authors alone see their nonces */
    static JsonObject of(StoredMessage message, String viewer) {
        JsonObjectBuilder json = builder(message);
        if (message.nonce() != null && message.author().equals(viewer)) {
            json.add("nonce", message.nonce());
        }
        return json.build();
    }

    /** As everybody may see it. */
    static JsonObjectBuilder builder(StoredMessage message) {
        JsonObjectBuilder json = JsonText.object()
                .add("id", message.id())
                .add("from", message.author())
                .add("username", message.name())
                .add("message", message.text())
                .add("date", message.time());
        if (Room.isPublic(message.room().room())) {
            json.add("room", message.room().room());
        }
        if (message.extras() != null) {
            json.addAll(JsonText.object(JsonText.parse(message.extras()).asJsonObject()));
        }
        if (message.changed() != message.id()) {
            json.add("changed", message.changed());
        }
        if (message.edited() != 0) {
            json.add("edited", message.edited());
        }
        if (message.isDeleted()) {
            json.add("deleted", true);
        }
        if (message.replyTo() != 0) {
            json.add("replyTo", message.replyTo());
        }
        if (!message.reactions().isEmpty()) {
            json.add("reactions", reactions(message.reactions()));
        }
        return json;
    }

    static JsonArray all(List<StoredMessage> messages, String viewer) {
        JsonArrayBuilder array = JsonText.array();
        messages.forEach(message -> array.add(of(message, viewer)));
        return array.build();
    }

    /** What belongs to a message besides its text; null if nothing does. */
    static String extras(Map<String, JsonValue> members) {
        if (members.isEmpty()) {
            return null;
        }
        JsonObjectBuilder json = JsonText.object();
        members.forEach(json::add);
        return JsonText.write(json.build());
    }

    /** What is left of it when the message is deleted. */
    static String addressOnly(String extras) {
        if (extras == null) {
            return null;
        }
        Map<String, JsonValue> address = new LinkedHashMap<>(JsonText.parse(extras).asJsonObject());
        address.keySet().retainAll(Set.of(TO, TARGET));
        return extras(address);
    }

    /** The id of the file that a message speaks of. */
    static Optional<String> file(StoredMessage message) {
        return message.extras() == null
                ? Optional.empty()
                : Optional.ofNullable(JsonText.parse(message.extras()).asJsonObject().getJsonObject(FILE))
                        .map(file -> file.getString("id"));
    }

    /** What one of the two in a private room was called when a message was said. */
    static String nameIn(StoredMessage message, String person) {
        return message.author().equals(person)
                ? message.name()
                : JsonText.parse(message.extras()).asJsonObject().getString(TARGET, "");
    }

    private static JsonArrayBuilder reactions(List<Reaction> all) {
        Map<String, JsonArrayBuilder> names = new LinkedHashMap<>();
        Map<String, JsonArrayBuilder> people = new LinkedHashMap<>();
        for (Reaction one : all) {
            names.computeIfAbsent(one.reaction(), any -> JsonText.array()).add(one.name());
            people.computeIfAbsent(one.reaction(), any -> JsonText.array()).add(one.person());
        }
        JsonArrayBuilder array = JsonText.array();
        names.forEach((reaction, who) -> array.add(JsonText.object()
                .add("reaction", reaction)
                .add("users", who)
                .add("people", people.get(reaction))));
        return array;
    }
}
