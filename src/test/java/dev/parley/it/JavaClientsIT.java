package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.ClientKind.Transports;
import dev.parley.it.clients.ClientVersion;
import dev.parley.it.clients.EveryClient;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Socket.IO's Java client, old and new, on every transport. */
@ArquillianTest
class JavaClientsIT {
    private static Set<Thread> before;

    private final List<JavaClient> clients = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        Path war = FixtureWar.build(
                Path.of(System.getProperty("war.file")), Path.of("target", "java-clients.war"), Map.of());
        return ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
    }

    @ArquillianResource
    private URL base;

    @BeforeAll
    static void remember_the_threads() {
        before = Thread.getAllStackTraces().keySet();
    }

    @AfterAll
    static void no_client_has_left_a_thread_that_keeps_the_machine_alive() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // the old client begins another heartbeat when one was due at the very moment of its end
            boolean isLostHeartbeat = thread.getName().matches("pool-\\d+-thread-1");
            if (!thread.isDaemon() && !before.contains(thread) && !isLostHeartbeat) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), () -> thread + " at " + Arrays.toString(thread.getStackTrace()));
            }
        }
    }

    @AfterEach
    void close_the_clients() {
        assertAll(clients.stream().map(client -> client::close));
    }

    @EveryClient
    void connects_with_the_ids_of_its_protocol(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket root = client.enter("/");
        JavaSocket custom = client.enter("/custom");
        assertTrue(client.origin().endsWith("/socket.io-client-" + kind.version().number() + ".jar"), client::origin);
        assertEquals(kind.upgrades(), client.hasUpgraded());
        if (kind.isOld()) {
            assertEquals(client.engineId(), root.id());
            assertEquals("/custom#" + client.engineId(), custom.id());
        } else {
            assertEquals(20, root.id().length(), root::id);
            assertEquals(3, Set.of(client.engineId(), root.id(), custom.id()).size());
        }
        assertEquals(List.of(List.of(root.id())), root.ask("rooms"));
    }

    @EveryClient
    void what_it_shows_at_the_door_is_known_inside(ClientKind kind) throws Exception {
        String namespace = kind.isOld() ? "/custom" : "/"; // the old protocol lets everybody into the root
        JavaSocket socket = open(kind).approach(namespace, Map.of("token", "abc"));
        assertEquals(List.of(Map.of("token", "abc")), socket.await("auth"));
    }

    @EveryClient
    void who_shows_nothing_is_known_by_nothing(ClientKind kind) throws Exception {
        assertEquals(List.of(Map.of()), open(kind).enter("/").await("auth"));
    }

    @EveryClient
    void a_guarded_namespace_refuses_with_a_reason(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket root = client.enter("/");
        JavaSocket guarded = client.approach("/guarded", Map.of("token", "wrong"));
        Map<String, Object> data = Map.of("code", "E1");
        if (kind.isOld()) {
            refusedWithoutNotice(client, root, "4/guarded,{\"code\":\"E1\"}");
        } else {
            assertEquals(List.of(Map.of("message", "not authorized", "data", data)), guarded.await("refused"));
            root.ask("message-with-ack");
        }
        assertFalse(guarded.hasHeard("connect"));
    }

    /** The old client receives a refusal but takes no notice of it unless it is a string. */
    private static void refusedWithoutNotice(JavaClient client, JavaSocket root, String packet) throws InterruptedException {
        root.ask("message-with-ack"); // the refusal has come before the answer
        assertTrue(client.packets().contains(packet), () -> client.packets().toString());
    }

    @EveryClient
    void a_guarded_namespace_lets_in_who_has_the_token(ClientKind kind) throws Exception {
        JavaSocket guarded = open(kind).approach("/guarded", Map.of("token", "secret"));
        guarded.await("connect");
        assertEquals(List.of(), guarded.await("welcome"));
    }

    @EveryClient
    void an_unknown_namespace_is_refused(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket root = client.enter("/");
        JavaSocket unknown = client.approach("/unknown");
        if (kind.isOld()) {
            refusedWithoutNotice(client, root, "4/unknown,{\"message\":\"Invalid namespace\"}");
        } else {
            assertEquals(List.of(Map.of("message", "Invalid namespace")), unknown.await("refused"));
        }
        assertFalse(unknown.hasHeard("connect"));
    }

    @EveryClient
    void a_namespace_is_made_on_demand(ClientKind kind) throws Exception {
        assertEquals(List.of("/dyn-1"), open(kind).enter("/dyn-1").await("hello"));
    }

    @EveryClient
    void every_json_value_comes_back_as_it_went(ClientKind kind) throws Exception {
        Map<String, Object> object = new HashMap<>();
        object.put("null", null);
        object.put("", List.of());
        object.put("nested", Map.of("deep", List.of(Map.of("er", Arrays.asList(null, false, List.of(List.of()))))));
        object.put("\"\\\u2028ключ🔑", "value");
        List<Object> values = Arrays.asList(
                null, true, false, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 2_147_483_648L, 9_007_199_254_740_993L,
                "9007199254740993", 0.5, -1.25e-7, 1e300, "", List.of(), Map.of(), object, Arrays.asList(null, object));
        echoes(open(kind).enter("/"), values.toArray());
    }

    @EveryClient
    void every_character_comes_back_as_it_went(ClientKind kind) throws Exception {
        StringBuilder control = new StringBuilder();
        for (char c = 0; c < 0x20; c++) {
            control.append(c);
        }
        JavaSocket socket = open(kind).enter("/");
        echoes(
                socket, "quotes \" ' `", "backslashes \\ \\\\ \\n \\u0041", control.toString(), "\u007f\u0080\u00a0",
                "lines\u2028\u2029", "\ufeff\uffff", "separators \u001e 1:2", "</script>", "👩‍👩‍👧‍👦 🏳️‍🌈 𝒳", "中文 日本語 한국어",
                "привет é");
    }

    @EveryClient
    void bytes_come_back_as_they_went(ClientKind kind) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(256);
        while (all.hasRemaining()) {
            all.put((byte) all.position());
        }
        all.flip();
        ByteBuffer none = ByteBuffer.allocate(0);
        JavaSocket socket = open(kind).enter("/");
        echoes(socket, all);
        echoes(socket, none);
        echoes(socket, "first", all, "second 中🦊", bytes(1, 10));
        echoes(socket, Map.of("deep", List.of(none, Map.of("er", all)), "text", "привет 🦊"), Arrays.asList(null, all));
        echoes(socket, bytes(2, 100_000));
    }

    /** As an event that is answered by an event, and as one that is acknowledged. */
    private static void echoes(JavaSocket socket, Object... values) throws InterruptedException {
        socket.emit("message", values);
        assertEquals(Arrays.asList(values), socket.await("message-back"));
        assertEquals(Arrays.asList(values), socket.ask("message-with-ack", values));
    }

    @EveryClient
    void the_server_asks_and_the_client_answers(ClientKind kind) throws Exception {
        JavaSocket socket = open(kind).enter("/");
        for (List<Object> question : List.<List<Object>>of(
                List.of(),
                List.of("why?", 42, Map.of("really", true)),
                List.of(bytes(3, 5), "between", bytes(4, 0)),
                List.of(bytes(5, 100_000)))) {
            socket.emit("ask", question.toArray());
            assertEquals(question, socket.await("question"));
            List<Object> answer = new ArrayList<>(question);
            Collections.reverse(answer);
            assertEquals(answer, socket.await("answered"));
        }
    }

    @EveryClient
    void namespaces_share_a_connection_and_one_may_leave(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket root = client.enter("/");
        JavaSocket custom = client.enter("/custom");
        JavaSocket dynamic = client.enter("/dyn-2");
        String session = client.engineId();
        root.emit("message", "in the root");
        custom.emit("message", "in another");
        assertEquals(List.of("in another"), custom.await("message-back"));
        assertEquals(List.of("in the root"), root.await("message-back"));
        custom.leave();
        assertEquals(List.of("io client disconnect"), custom.await("disconnect"));
        assertEquals(List.of("alive"), root.ask("message-with-ack", "alive"));
        custom.enterAgain();
        custom.await("connect");
        assertEquals(List.of("back"), custom.ask("message-with-ack", "back"));
        assertEquals(session, client.engineId());
        assertFalse(root.hasHeard("message-back") || root.hasHeard("disconnect") || dynamic.hasHeard("disconnect"));
    }

    @ParameterizedTest
    @EnumSource
    void both_versions_talk_in_a_room(Transports transports) throws Exception {
        JavaSocket anna = open(new ClientKind(ClientVersion.OLD, transports)).enter("/");
        JavaSocket bob = open(new ClientKind(ClientVersion.NEW, transports)).enter("/");
        anna.ask("join", "room");
        bob.ask("join", "room");
        assertEquals(Set.of(anna.id(), "room"), Set.copyOf((List<?>) anna.ask("rooms").get(0)));
        speaks(anna, bob);
        speaks(bob, anna);
        bob.ask("leave", "room");
        anna.emit("say", "room", "to nobody");
        anna.ask("message-with-ack");
        bob.ask("message-with-ack");
        assertFalse(bob.hasHeard("said"), "who has left hears nothing");
        bob.emit("say", "room", "from outside");
        assertEquals(List.of("from outside"), anna.await("said"));
    }

    private static void speaks(JavaSocket speaker, JavaSocket listener) throws InterruptedException {
        speaker.emit("say", "room", "привет 🦊", 1);
        assertEquals(List.of("привет 🦊", 1), listener.await("said"));
        speaker.emit("say", "room", Map.of("bytes", bytes(6, 1_000)));
        assertEquals(List.of(Map.of("bytes", bytes(6, 1_000))), listener.await("said"));
        speaker.ask("message-with-ack");
        assertFalse(speaker.hasHeard("said"), "nobody hears himself");
    }

    @Test
    void all_hear_a_broadcast() throws Exception {
        List<JavaSocket> all = openAll();
        for (JavaSocket speaker : all) {
            speaker.emit("shout", speaker.id(), bytes(7, 10));
            speaker.emit("all", speaker.id());
            for (JavaSocket listener : all) {
                assertEquals(List.of(speaker.id()), listener.await("everyone"));
                if (listener != speaker) {
                    assertEquals(List.of(speaker.id(), bytes(7, 10)), listener.await("shouted"));
                }
                assertFalse(listener.hasHeard("shouted"), listener::toString);
            }
        }
    }

    @EveryClient
    void events_keep_their_order_across_the_upgrade(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket socket = client.approach("/");
        socket.await("connect");
        socket.emit("burst", 500);
        int asked = 0;
        do {
            assertEquals(List.of(asked), socket.ask("message-with-ack", asked));
            asked++;
        } while (kind.upgrades() && !client.hasUpgraded());
        socket.emit("burst", 500);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(List.of(i % 500), socket.await("tick"));
        }
    }

    @EveryClient
    void who_is_told_to_leave_stays_in_other_namespaces(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket root = client.enter("/");
        JavaSocket custom = client.enter("/custom");
        root.emit("leave me");
        assertEquals(List.of("io server disconnect"), root.await("disconnect"));
        assertEquals(List.of("alive"), custom.ask("message-with-ack", "alive"));
        assertFalse(custom.hasHeard("disconnect"));
    }

    @EveryClient
    void who_is_kicked_leaves_all_namespaces(ClientKind kind) throws Exception {
        JavaClient client = open(kind);
        JavaSocket root = client.enter("/");
        JavaSocket custom = client.enter("/custom");
        root.emit("kick");
        assertEquals(List.of("io server disconnect"), root.await("disconnect"));
        assertEquals(List.of("io server disconnect"), custom.await("disconnect"));
    }

    // Over a WebSocket this takes as long as the heartbeat: the Java client overlooks that the server closes it.
    @Test
    void who_is_dropped_comes_back_without_being_asked() throws Exception {
        List<JavaSocket> all = openAll();
        List<String> sessions = sessions();
        all.forEach(socket -> socket.emit("drop"));
        comeBack(all);
        assertTrue(Collections.disjoint(sessions, sessions()));
    }

    @EveryClient
    void a_large_message_arrives(ClientKind kind) throws Exception {
        String text = "0123456789абв🦊".repeat(45_000);
        // what the new protocol posts is Base64, and that may not be larger than a message, either
        boolean isBase64 = kind.transports() == Transports.POLLING && !kind.isOld();
        ByteBuffer bytes = bytes(8, isBase64 ? 700_000 : 900_000);
        JavaSocket socket = open(kind).enter("/");
        assertTrue(socket.ask("message-with-ack", text).equals(List.of(text)), "text"); // too long to be shown
        assertTrue(socket.ask("message-with-ack", bytes).equals(List.of(bytes)), "bytes");
    }

    @Test
    void a_message_that_is_too_large_costs_its_sender_the_connection_and_nobody_else() throws Exception {
        List<JavaSocket> all = openAll();
        List<String> sessions = sessions();
        JavaSocket witness = open(new ClientKind(ClientVersion.NEW, Transports.WEBSOCKET)).enter("/");
        all.forEach(socket -> socket.emit("all", "x".repeat(1_000_000)));
        assertEquals(List.of("meanwhile"), witness.ask("message-with-ack", "meanwhile"));
        comeBack(all);
        assertTrue(Collections.disjoint(sessions, sessions()));
        assertEquals(List.of("still here"), witness.ask("message-with-ack", "still here"));
        assertFalse(witness.hasHeard("disconnect"));
        assertFalse(witness.hasHeard("everyone"), "it was not passed on");
    }

    private JavaClient open(ClientKind kind) throws URISyntaxException {
        JavaClient client = kind.open(base.toURI());
        clients.add(client);
        return client;
    }

    /** One of each kind, in the root namespace. */
    private List<JavaSocket> openAll() throws Exception {
        List<JavaSocket> all = new ArrayList<>();
        for (ClientKind kind : ClientKind.all()) {
            all.add(open(kind).enter("/"));
        }
        return all;
    }

    private List<String> sessions() {
        return clients.stream().map(JavaClient::engineId).toList();
    }

    /** They find that their connections are lost, and make new ones. */
    private static void comeBack(List<JavaSocket> sockets) throws InterruptedException {
        for (JavaSocket socket : sockets) {
            socket.await("disconnect");
            socket.await("connect");
            assertEquals(List.of("back"), socket.ask("message-with-ack", "back"));
        }
    }

    /** Some bytes, the same for the same seed. */
    private static ByteBuffer bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
