package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Namespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients of protocol 4 enter namespaces. */
class Protocol4JoiningTest extends ClientFixture {
    @Test
    void a_client_of_protocol_4_is_in_the_root_namespace_without_asking() {
        EngineClient polling = engine.polling("3");
        assertEquals("2:40", polling.poll().answer());
        assertEquals(polling.session().id(), only(root).id());
        EngineClient.WebSocket webSocket = engine.client("3").webSocket();
        List<String> texts = webSocket.texts();
        assertTrue(texts.get(0).startsWith("0{"), texts.get(0));
        assertEquals(List.of("40"), texts.subList(1, texts.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/foo", "40/foo,", "40/foo?a=b&c=%26d", "40/foo?a=b&c=%26d,"})
    void a_client_of_protocol_4_knows_the_ids_of_its_sockets(String frame) {
        Namespace foo = io.of("/foo");
        EngineClient.WebSocket client = client("3").send(frame);
        assertEquals(List.of("40/foo,"), client.texts());
        assertEquals("/foo#" + client.client().session().id(), only(foo).id());
    }

    @Test
    void the_query_of_a_namespace_is_its_auth_and_joins_the_query_of_the_request() {
        Namespace foo = io.of("/foo");
        client("3").send("40/foo?a=1&a=2&c=%26d");
        assertEquals("{\"a\":\"2\",\"c\":\"&d\"}", only(foo).handshake().auth().toString());
        assertEquals(List.of("1", "2"), only(foo).handshake().query().get("a"));
        assertEquals("&d", only(foo).handshake().parameter("c").orElse(""));
        assertEquals("{}", only(root).handshake().auth().toString());
    }

    @Test
    void a_client_of_protocol_4_is_refused_with_a_bare_value() {
        io.of("/no").use(socket -> {
            throw new ConnectRefused("not authorized");
        });
        io.of("/auth").use(socket -> {
            throw new ConnectRefused("not authorized", Map.of("code", "E1"));
        });
        EngineClient.WebSocket client = client("3").send("40/no").send("40/auth").send("40/none");
        assertEquals(
                List.of(
                        "44/no,\"not authorized\"",
                        "44/auth,{\"code\":\"E1\"}",
                        "44/none,{\"message\":\"Invalid namespace\"}"),
                client.texts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"false | 44\"no\"", "true | 44{\"code\":\"E1\"}"})
    void a_client_of_protocol_4_may_be_refused_at_the_root(boolean hasData, String answer) {
        root.use(socket -> {
            throw hasData ? new ConnectRefused("no", Map.of("code", "E1")) : new ConnectRefused("no");
        });
        EngineClient.WebSocket client = engine.client("3").webSocket();
        assertEquals(List.of(answer), client.texts().subList(1, 2));
        assertTrue(client.client().session().isOpen());
    }
}
