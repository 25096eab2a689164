package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.engineio.FakePoll;
import dev.parley.socketio.FakePeer;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events between clients of both protocols and the application. */
class EventsTest extends PacketFixture {
    @ParameterizedTest
    @CsvSource({"4, ''", "3, 4"})
    void an_event_comes_back_byte_for_byte(String revision, String type) {
        root.on("message", (socket, arguments, ack) -> socket.emit("message-back", arguments));
        EngineClient.WebSocket client = client(revision);
        client.send("42[\"message\",1,\"2\",{\"3\":[true]}]");
        client.send("452-[\"message\"," + PLACEHOLDER + "0},{\"a\":" + PLACEHOLDER + "1}}]");
        if (type.isEmpty()) {
            client.send((byte) 1, (byte) 2).send((byte) 3);
        } else {
            client.send((byte) 4, (byte) 1, (byte) 2).send((byte) 4, (byte) 3);
        }
        String mark = type.isEmpty() ? "" : "04 ";
        assertEquals(
                List.of(
                        "42[\"message-back\",1,\"2\",{\"3\":[true]}]",
                        "452-[\"message-back\"," + PLACEHOLDER + "0},{\"a\":" + PLACEHOLDER + "1}}]",
                        "<" + mark + "01 02>",
                        "<" + mark + "03>"),
                client.texts());
    }

    @Test
    void a_polling_client_posts_text_and_bytes_in_one_payload() {
        root.on("bin", (socket, arguments, ack) -> socket.emit("bin", arguments));
        EngineClient polling = engine.polling("4");
        polling.post("40");
        polling.poll();
        polling.post("451-[\"bin\"," + PLACEHOLDER + "0}]<1e>bAQID<1e>42[\"bin\",\"汉😀\"]");
        assertEquals("451-[\"bin\"," + PLACEHOLDER + "0}]<1e>bAQID<1e>42[\"bin\",\"汉😀\"]", polling.poll().answer());
    }

    @Test
    void arguments_that_are_passed_on_stay_as_they_were_written() {
        root.on("say", (socket, arguments, ack) -> socket.broadcast().emit("said", arguments));
        EngineClient.WebSocket speaker = client("4");
        EngineClient.WebSocket listener = client("3");
        String arguments = "1,1.0,1e3,-0,12345678901234567890,0.1000,\"\\u0041\\/\",{\"b\":1,\"a\":[2.50,null]}";
        speaker.send("42[\"say\"," + arguments + "]");
        assertEquals(List.of("42[\"said\"," + arguments + "]"), listener.texts());
        assertEquals(List.of(), speaker.texts());
    }

    @Test
    void a_broadcast_is_written_once_for_each_kind_of_client() {
        EngineClient.WebSocket[] modern = {client("4"), client("4")};
        EngineClient.WebSocket[] old = {client("3"), client("3")};
        FakePeer.PlainWire plain = new FakePeer.PlainWire();
        List<FakePeer> others = List.of(new FakePeer(plain), new FakePeer(plain));
        others.forEach(peer -> peer.connect(io, "/"));
        root.emit("news", 1);
        assertSame(modern[0].transport.sent().get(0), modern[1].transport.sent().get(0));
        assertSame(old[0].transport.sent().get(0), old[1].transport.sent().get(0));
        assertEquals(1, plain.encoded());
        for (EngineClient.WebSocket client : List.of(modern[0], modern[1], old[0], old[1])) {
            assertEquals(List.of("42[\"news\",1]"), client.texts());
        }
        others.forEach(peer -> assertEquals(List.of("news[1]"), peer.got()));
    }

    @Test
    void bytes_of_a_broadcast_are_framed_for_each_revision_and_shared() {
        EngineClient.WebSocket[] modern = {client("4"), client("4")};
        EngineClient.WebSocket[] old = {client("3"), client("3")};
        root.emit("bin", (Object) new byte[] {1, 2});
        assertSame(modern[0].transport.sent().get(1), modern[1].transport.sent().get(1));
        assertSame(old[0].transport.sent().get(1), old[1].transport.sent().get(1));
        assertEquals(List.of("451-[\"bin\"," + PLACEHOLDER + "0}]", "<01 02>"), modern[0].texts());
        assertEquals(List.of("451-[\"bin\"," + PLACEHOLDER + "0}]", "<04 01 02>"), old[0].texts());
    }

    @Test
    void clients_of_both_revisions_share_rooms() {
        EngineClient.WebSocket modern = client("4");
        EngineClient.WebSocket old = client("3");
        EngineClient.WebSocket outside = client("4");
        root.sockets().forEach(socket -> {
            if (!socket.id().equals(idOf(outside))) {
                socket.join("r");
            }
        });
        root.to("r").emit("x");
        assertEquals(List.of("42[\"x\"]"), modern.texts());
        assertEquals(List.of("42[\"x\"]"), old.texts());
        assertEquals(List.of(), outside.texts());
    }

    private String idOf(EngineClient.WebSocket client) {
        List<Socket> found = new ArrayList<>();
        root.on("who", (socket, arguments, ack) -> found.add(socket));
        client.send("42[\"who\"]");
        return found.get(0).id();
    }

    @Test
    void events_of_a_namespace_carry_its_name() {
        Namespace foo = io.of("/foo");
        listen(foo, "x");
        EngineClient.WebSocket client = client("4").send("40/foo,");
        client.texts();
        client.send("42/foo,[\"x\",1]");
        foo.emit("y");
        assertEquals(List.of("x[1]"), heard);
        assertEquals(List.of("42/foo,[\"y\"]"), client.texts());
    }

    @Test
    void droppable_events_leave_at_once_or_not_at_all() {
        EngineClient.WebSocket client = client("4");
        root.droppable().emit("first");
        client.transport.stall();
        root.droppable().emit("second");
        root.droppable().emit("third");
        client.transport.resume();
        assertEquals(List.of("42[\"first\"]", "42[\"second\"]"), client.texts());
        EngineClient polling = engine.polling("4");
        polling.post("40");
        FakePoll poll = polling.poll();
        assertTrue(poll.answer().startsWith("40"));
        root.droppable().emit("nobody polls");
        poll = polling.poll();
        root.droppable().emit("first");
        root.droppable().emit("second");
        assertEquals("42[\"first\"]", poll.answer());
        assertEquals("held", polling.poll().answer());
    }
}
