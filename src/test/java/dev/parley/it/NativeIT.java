package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.web.FactsServlet;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native wire on a container, with real clients. Each test has a namespace of its own. */
@ArquillianTest
class NativeIT {

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley().addClass(FactsServlet.class);
    }

    @ArquillianResource
    private URL base;

    private URI at(String path) throws URISyntaxException {
        return Deployed.webSocket(base.toURI(), path);
    }

    @Test
    void the_conversation_of_mdns_chat() throws Exception {
        URI address = at("ws/mdn");
        try (JsonClient anna = JsonClient.connect(address, with -> with.subprotocols("json"))) {
            assertEquals("json", anna.socket().getSubprotocol());
            String id = anna.await("'type':'id'").replaceAll(".*'id':'([^']+)'.*", "$1");
            anna.send("{'name':'Anna','date':1700000000000,'id':'" + id + "','type':'username'}");
            assertEquals("{'type':'userlist','users':['Anna']}", anna.await("userlist"));

            JsonClient bob = JsonClient.connect(address);
            assertEquals("", bob.socket().getSubprotocol());
            bob.send("{'type':'username','name':'Anna','id':0,'date':0}");
            assertTrue(bob.await("rejectusername").contains("'name':'Anna1'"));
            assertEquals("{'type':'userlist','users':['Anna','Anna1']}", bob.await("userlist"));
            assertEquals("{'type':'userlist','users':['Anna','Anna1']}", anna.await("userlist"));

            anna.send("{'text':'привет <b> 世界 🦊','type':'message','id':'" + id + "','date':1700000000001}");
            String heard = bob.await("'message'");
            String expected = "{'type':'message','id':1,'from':'" + id + "','name':'Anna','text':'привет <b> 世界 🦊','date':";
            assertTrue(heard.startsWith(expected), heard);
            assertEquals(heard, anna.await("'message'"));

            bob.socket().sendClose(1000, "bye").join();
            assertEquals("{'type':'userlist','users':['Anna']}", anna.await("userlist"));
            assertEquals(1000, bob.awaitClose());
        }
    }

    @Test
    void rooms_private_messages_and_typing() throws Exception {
        URI address = at("ws/rooms");
        try (JsonClient anna = JsonClient.named(address, "Anna");
                JsonClient bob = JsonClient.named(address, "Bob");
                JsonClient eve = JsonClient.named(address, "Eve")) {
            anna.send("{'type':'join','room':'train','ack':1}");
            assertTrue(anna.await("'ack':1").contains("'users':['Anna']"));
            bob.await("'roomlist','rooms':['train']");
            bob.send("{'type':'join','room':'train'}");
            anna.await("'roomusers','room':'train','users':['Anna','Bob']");
            assertTrue(typing(anna, "train", bob).contains("'name':'Anna'"));
            anna.send("{'type':'message','text':'in the room','room':'train'}");
            bob.await("in the room");
            anna.send("{'type':'message','text':'for Bob','target':'Bob'}");
            bob.await("for Bob");
            anna.send("{'type':'message','text':'for all'}");
            assertTrue(eve.await("'type':'message'").contains("for all"), "Eve has heard nothing else");
        }
    }

    /** Somebody goes on typing, as people do, until it is heard: what is droppable gives way to whatever is being sent. */
    private static String typing(JsonClient person, String room, JsonClient other) throws InterruptedException {
        for (int keys = 0; keys < 200; keys++) {
            person.send("{'type':'typing','room':'" + room + "'}");
            Optional<String> heard = other.hear("'typing'", Duration.ofMillis(100));
            if (heard.isPresent()) {
                return heard.get();
            }
        }
        throw new AssertionError("nobody sees " + room + " typing");
    }

    @Test
    void codes_clients_and_json_clients_see_one_another() throws Exception {
        try (JsonClient cora = JsonClient.connect(at("ws/both/codes"));
                JsonClient dan = JsonClient.connect(at("ws/both"))) {
            cora.send("{'code':1,'chatId':'c1','name':'Cora'}");
            assertEquals("{'code':1,'count':1,'chatUsers':[{'chatId':'c1','name':'Cora'}]}", cora.await("chatUsers"));
            dan.send("{'type':'username','name':'Dan'}");
            dan.await("'users':['Cora','Dan']");
            cora.await("'count':2");
            cora.send("{'code':2,'chatId':'c1','text':'hi','extra':7}");
            assertTrue(dan.await("'message'").contains("'text':'hi'"));
            assertTrue(cora.await("'code':2").contains("'extra':7"));
            cora.send("{'code':3}");
            assertEquals(1000, cora.awaitClose());
            dan.await("'users':['Dan']");
        }
    }

    @Test
    void an_applications_own_namespace_knows_the_handshake_and_answers() throws Exception {
        try (JsonClient client = JsonClient.connect(
                at("ws/facts?q=a%20b"), with -> with.header("X-Test", "yes").header("Cookie", "c=d"))) {
            String facts = client.await("facts");
            assertTrue(facts.contains("'path':'/ws/facts'"), facts);
            assertTrue(facts.contains("'query':'a b'"), facts);
            assertTrue(facts.contains("'header':'yes'"), facts);
            assertTrue(facts.contains("'cookie':'d'"), facts);
            assertTrue(facts.contains("'user':'nobody'"), facts);
            assertTrue(facts.matches(".*'address':'[0-9a-f.:]+'.*"), facts);
            client.send("{'type':'sum','args':[1,2,3],'ack':1}");
            assertEquals("{'type':'ack','ack':1,'args':[6]}", client.await("ack"));
        }
    }

    @Test
    void echo_returns_text_binary_and_fragments_up_to_the_limit() throws Exception {
        try (JsonClient client = JsonClient.connect(at("echo"))) {
            client.send("");
            assertEquals("", client.await(""));
            client.send("x".repeat(1_000_000));
            assertEquals(1_000_000, client.await("x").length());
            client.socket().sendText("frag", false).join();
            client.socket().sendText("", false).join();
            client.socket().sendText("ments", true).join();
            assertEquals("fragments", client.await("fragments"));
            client.socket().sendBinary(ByteBuffer.allocate(1_000_000), true).join();
            assertEquals(1_000_000, client.awaitBinary());
            client.socket().sendBinary(ByteBuffer.allocate(3), false).join();
            client.socket().sendBinary(ByteBuffer.allocate(4), true).join();
            assertEquals(7, client.awaitBinary());
        }
    }

    @ParameterizedTest
    @CsvSource({"echo, true", "echo, false", "ws/big, true"})
    void a_message_one_byte_over_the_limit_closes_with_1009(String path, boolean text) throws Exception {
        try (JsonClient client = JsonClient.connect(at(path))) {
            // the server may close before the last byte has left, so how the sending ends says nothing
            CompletableFuture<WebSocket> sent = text
                    ? client.socket().sendText("x".repeat(999_999) + "é", true)
                    : client.socket().sendBinary(ByteBuffer.allocate(1_000_001), true);
            assertEquals(1009, client.awaitClose(), sent::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "nope                          | BAD_JSON",
        "[1]                           | NOT_AN_OBJECT",
        "{'type':'dance'}              | TYPE_UNKNOWN",
        "{'type':'message'}            | FIELD_MISSING",
        "{'type':'message','text':5}   | FIELD_TYPE",
        "{'type':'username','name':''} | NAME_EMPTY",
    })
    void bad_input_is_answered_by_name_and_the_connection_stays(String frame, String code) throws Exception {
        try (JsonClient client = JsonClient.named(at("ws/bad"), "Anna")) {
            assertTrue(client.send(frame).await("'error'").contains("'code':'" + code + "'"));
            client.send("{'type':'message','text':'still here'}").await("still here");
        }
    }

    @Test
    void a_message_before_a_name_is_refused() throws Exception {
        try (JsonClient client = JsonClient.connect(at("ws/bad"))) {
            assertTrue(client.send("{'type':'message','text':'x'}").await("'error'").contains("NAME_NEEDED"));
        }
    }

    @Test
    void half_a_character_disconnects_nobody() throws Exception {
        try (JsonClient anna = JsonClient.named(at("ws/half"), "Anna");
                JsonClient bob = JsonClient.named(at("ws/half"), "Bob")) {
            anna.send("{'type':'message','text':'half \\ud800'}");
            bob.await("half \uFFFD");
            anna.send("{'type':'message','text':'still here'}").await("still here");
        }
    }

    @Test
    void binary_is_refused_and_the_connection_stays() throws Exception {
        try (JsonClient client = JsonClient.connect(at("ws/bad"))) {
            client.socket().sendBinary(ByteBuffer.allocate(3), true).join();
            client.await("BINARY_UNEXPECTED");
            client.send("{'type':'username','name':'Bert','ack':1}").await("'ack':1");
        }
    }

    @Test
    void invalid_utf8_closes_with_1007_and_nobody_else_notices() throws Exception {
        try (JsonClient anna = JsonClient.named(at("ws/utf8"), "Anna");
                RawClient raw = new RawClient(at("ws/utf8"))) {
            raw.send(true, RawClient.TEXT, (byte) '"', (byte) 0xC3, (byte) 0x28, (byte) '"');
            assertEquals(1007, raw.read(RawClient.CLOSE).closeCode());
            anna.send("{'type':'message','text':'still here'}").await("still here");
        }
    }

    @Test
    void a_flood_is_told_and_then_closed_with_1008_and_nobody_else_notices() throws Exception {
        try (JsonClient anna = JsonClient.named(at("ws/flood"), "Anna");
                RawClient flooder = new RawClient(at("ws/flood"))) {
            for (int i = 0; i < 3_000; i++) {
                try {
                    flooder.sendText("{'type':'typing'}");
                } catch (java.io.IOException closedMeanwhile) {
                    break;
                }
            }
            String heard = "";
            RawClient.Frame frame = flooder.read();
            while (frame.opcode() != RawClient.CLOSE) {
                heard += frame.text();
                frame = flooder.read();
            }
            assertTrue(heard.contains("RATE_LIMITED"), heard);
            assertEquals(1008, frame.closeCode());
            anna.send("{'type':'message','text':'still here'}").await("still here");
        }
    }

    @Test
    void who_vanishes_is_gone_from_the_list() throws Exception {
        try (JsonClient anna = JsonClient.named(at("ws/vanish"), "Anna")) {
            RawClient bob = new RawClient(at("ws/vanish"));
            bob.sendText("{'type':'username','name':'Bob'}");
            anna.await("'users':['Anna','Bob']");
            RawClient.Frame heard = bob.read(RawClient.TEXT);
            while (!heard.text().contains("userlist")) {
                heard = bob.read(RawClient.TEXT);
            }
            bob.close(); // the end of the stream, without a close frame
            anna.await("'users':['Anna']");
        }
    }

    @Test
    void who_resets_the_connection_with_bytes_unread_is_gone_as_well() throws Exception {
        try (JsonClient anna = JsonClient.named(at("ws/reset"), "Anna")) {
            RawClient bob = new RawClient(at("ws/reset"));
            bob.sendText("{'type':'username','name':'Bob'}");
            anna.await("'users':['Anna','Bob']");
            bob.close(); // has read nothing, so the system sends a reset
            anna.await("'users':['Anna']");
        }
    }

    @Test
    void a_jakarta_client_exchanges_messages() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        ClientManager tyrus = ClientManager.createClient();
        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().preferredSubprotocols(List.of("json")).build();
        try (Session session = tyrus.connectToServer(
                new Endpoint() {
                    @Override
                    public void onOpen(Session opened, EndpointConfig unused) {
                        opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) texts::add);
                    }
                },
                config,
                at("ws/tyrus"))) {
            assertEquals("json", session.getNegotiatedSubprotocol());
            assertTrue(texts.poll(20, TimeUnit.SECONDS).startsWith("{\"type\":\"id\""));
            session.getBasicRemote().sendText("{\"type\":\"username\",\"name\":\"Tyra\",\"ack\":1}");
            assertTrue(texts.poll(20, TimeUnit.SECONDS).contains("\"name\":\"Tyra\""));
        } finally {
            tyrus.shutdown();
        }
    }

    @Test
    void names_in_a_path_are_namespaces_that_do_not_hear_one_another() throws Exception {
        try (JsonClient here = JsonClient.named(at("ws/a.b~c-d_1"), "Same");
                JsonClient there = JsonClient.named(at("ws/other"), "Same");
                JsonClient root = JsonClient.named(at("ws"), "Same")) {
            here.send("{'type':'message','text':'here'}").await("'text':'here'");
            there.send("{'type':'message','text':'there'}");
            root.send("{'type':'message','text':'root'}");
            assertTrue(there.await("'type':'message'").contains("there"));
            assertTrue(root.await("'type':'message'").contains("root"));
            assertFalse(here.isClosed());
        }
    }
}
