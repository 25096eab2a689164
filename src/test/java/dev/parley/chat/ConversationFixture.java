package dev.parley.chat;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** A chat in which people are known by keys, talk in a room named {@code r}, and ask. */
abstract class ConversationFixture extends ChatFixture {
    static final String JOIN = "{'type':'join','room':'r','ack':1}";

    /** Somebody whose key is their name. */
    final Client signedIn(String name) {
        Client client = client();
        client.send("{'type':'username','name':'" + name + "','key':'" + name + "','lists':false}");
        client.got();
        return client;
    }

    /** The same, in the room. */
    final Client member(String name) {
        Client client = signedIn(name);
        ask(client, JOIN);
        return client;
    }

    static JsonObject answer(Client client) {
        return client.got().stream()
                .filter(text -> text.contains("'type':'ack'"))
                .map(ConversationFixture::json)
                .findFirst()
                .orElseThrow();
    }

    static JsonObject ask(Client client, String frame) {
        client.got();
        return answer(client.send(frame));
    }

    static JsonObject json(String text) {
        return JsonText.parse(text.replace('\'', '"')).asJsonObject();
    }

    static List<Long> ids(JsonObject page) {
        return page.getJsonArray("messages")
                .getValuesAs(message -> message.asJsonObject().getJsonNumber("id").longValue());
    }

    static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Says so many things in the room, as fast as one may. */
    final void say(Client client, int times) {
        for (int i = 0; i < times; i++) {
            client.send("{'type':'message','room':'r','text':'" + i + "'}");
            if (i % 50 == 49) {
                scheduler.advance(Duration.ofSeconds(5));
            }
        }
        client.got();
    }
}
