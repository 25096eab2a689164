package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once: there are turns in a room, else these fail. */
class ManyVoicesTest {
    private static final int SPEAKERS = 4;
    private static final int WORDS = 250;
    private static final int ALL = SPEAKERS * WORDS;

    private final TestServer server = new TestServer();

    ManyVoicesTest() {
        new Chat(ChatOptions.defaults(), FileOptions.defaults(), List.of("/"), new MemoryArchive(), server.clock()).install(server.io());
    }

    private TestClient person(String name) {
        TestClient client = server.connect("/");
        client.emit("add user", Map.of("username", name, "key", name, "lists", false));
        return client;
    }

    private static JsonObject join(TestClient client, long after) {
        return client.emitWithAck("join room", Map.of("room", "r", "after", after))
                .future()
                .join()
                .object(0);
    }

    private static long id(JsonObject message) {
        return message.getJsonNumber("id").longValue();
    }

    private static void speak(TestClient speaker) {
        join(speaker, 0);
        for (int i = 0; i < WORDS; i++) {
            speaker.emit("new message", Map.of("room", "r", "message", "word " + i));
        }
    }

    private static long last(List<Long> heard) {
        return heard.isEmpty() ? 0 : heard.get(heard.size() - 1);
    }

    private static void add(JsonObject page, List<Long> heard) {
        page.getJsonArray("messages").forEach(message -> heard.add(id(message.asJsonObject())));
    }

    /** Comes and goes all the time, and collects the ids of what it gets. */
    private static List<Long> comeAndGo(TestClient listener) {
        List<Long> heard = new ArrayList<>();
        while (heard.size() < ALL) {
            listener.forget();
            JsonObject page = join(listener, last(heard));
            boolean isWhole = !page.getBoolean("gap");
            if (isWhole) {
                add(page, heard);
            }
            listener.emitWithAck("leave room", "r").future().join();
            if (isWhole) {
                listener.received("new message").forEach(message -> heard.add(id(message.object(0))));
            } else {
                readUp(listener, heard);
            }
        }
        return heard;
    }

    /** What was too much at once, page by page. */
    private static void readUp(TestClient listener, List<Long> heard) {
        JsonObject page;
        do {
            page = listener.emitWithAck("history", Map.of("room", "r", "after", last(heard)))
                    .future()
                    .join()
                    .object(0);
            add(page, heard);
        } while (page.getBoolean("more"));
    }

    @Test
    @Timeout(60)
    void nothing_is_missed_or_heard_twice_or_out_of_order_whenever_one_comes() throws Exception {
        TestClient witness = person("Witness");
        join(witness, 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<List<Long>>> listeners = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                TestClient listener = person("Listener " + i);
                listeners.add(threads.submit(() -> comeAndGo(listener)));
            }
            List<Future<?>> speakers = new ArrayList<>();
            for (int i = 0; i < SPEAKERS; i++) {
                TestClient speaker = person("Speaker " + i);
                speakers.add(threads.submit(() -> speak(speaker)));
            }
            for (Future<?> speaker : speakers) {
                speaker.get();
            }
            List<Long> all = LongStream.rangeClosed(1, ALL).boxed().toList();
            for (Future<List<Long>> listener : listeners) {
                assertEquals(all, listener.get());
            }
            assertEquals(
                    all,
                    witness.received("new message").stream()
                            .map(message -> id(message.object(0)))
                            .toList());
        } finally {
            threads.shutdownNow();
        }
    }
}
