package dev.parley.wire;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Message;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Emission;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Wire;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes events as JSON objects in the words of one vocabulary. Immutable; share it, and broadcasts are encoded once. */
public final class NativeWire implements Wire {
    static final Vocabulary GENERIC = new GenericVocabulary();

    private final Vocabulary vocabulary;

    public NativeWire(Vocabulary vocabulary) {
        this.vocabulary = requireNonNull(vocabulary, "vocabulary");
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public List<Message> encode(Emission emission) {
        Vocabulary words = emission.event().equals(Authenticator.EXPIRING) ? GENERIC : vocabulary; // the same in all dialects
        List<JsonObject> frames = words.write(emission.event(), emission.arguments());
        List<Message> messages = new ArrayList<>(frames.size());
        for (JsonObject frame : frames) {
            boolean asks = emission.ackId().isPresent() && messages.isEmpty();
            JsonObject whole = asks
                    ? JsonText.object(frame)
                            .add(GenericVocabulary.ACK, emission.ackId().getAsLong())
                            .build()
                    : frame;
            messages.add(Message.text(JsonText.write(whole)));
        }
        return messages;
    }

    /** What tells a client of a refusal that has not come in yet. */
    List<Message> encode(EventRefused refusal) {
        return vocabulary.write("error", Arguments.ofValues(refusal.toJson())).stream()
                .map(frame -> (Message) Message.text(JsonText.write(frame)))
                .toList();
    }

    /** The message that answers a client which asked for an acknowledgement. */
    Message encodeAnswer(JsonValue ackId, Arguments answer) {
        Arguments translated = answer.size() == 1 && answer.get(0) instanceof JsonObject object
                ? Arguments.ofValues(vocabulary.writeAnswer(object))
                : answer;
        return Message.text(JsonText.write(GenericVocabulary.object(
                JsonText.object()
                        .add(GenericVocabulary.TYPE, GenericVocabulary.ACK)
                        .add(GenericVocabulary.ACK, ackId),
                translated)));
    }
}
