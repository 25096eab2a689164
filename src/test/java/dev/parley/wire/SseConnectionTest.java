package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Message;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequests;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.LimitRefused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How clients that have HTTP alone come, stay and go. */
class SseConnectionTest extends SseFixture {
    @Test
    void the_application_sees_a_connection_like_all_others() {
        Connection seen = sockets.get(0).connection();
        assertEquals("sse", seen.transport());
        assertTrue(seen.isOpen());
        assertEquals(1, connections.count());
        assertThrows(
                UnsupportedOperationException.class,
                () -> seen.send(List.of(Message.binary(ByteBuffer.allocate(1))), false));
    }

    @Test
    void a_session_is_at_one_address_alone() {
        assertTrue(sse.find(connection.id(), PATH).isPresent());
        assertTrue(sse.find(connection.id(), PATH + "x").isEmpty());
        assertTrue(sse.find("nobody", PATH).isEmpty());
    }

    @Test
    void who_stays_away_is_gone_after_the_grace() {
        connection.lost(stream);
        clock.advance(GRACE);
        assertEquals(List.of(), left);
        clock.advance(Duration.ofSeconds(2));
        assertEquals(List.of("TRANSPORT_CLOSE"), left);
        assertEquals(0, connections.count());
        assertEquals("gone", post("{'type':'slow','ack':1}"));
        assertFalse(sse.isOver(connection.id()), "it may come again, as somebody new");
    }

    @Test
    void who_comes_back_in_time_has_as_long_the_next_time() {
        connection.lost(stream);
        clock.advance(GRACE);
        FakeStream second = comeBack(0);
        clock.advance(GRACE.multipliedBy(3));
        connection.lost(second);
        clock.advance(GRACE);
        assertEquals(List.of(), left);
    }

    @Test
    void whoever_is_closed_is_told_after_all_else_and_shall_not_come_back() {
        stream.stall();
        emit(1, 2);
        sockets.get(0).close(CloseStatus.REPLACED);
        stream.resume();
        assertEquals(
                "{\"type\":\"close\",\"code\":4409,\"reason\":\"replaced\"}",
                stream.told().get(2));
        assertTrue(stream.hasEnded());
        assertTrue(sse.isOver(connection.id()));
        clock.advance(GRACE);
        assertFalse(sse.isOver(connection.id()));
    }

    @Test
    void whoever_is_closed_while_away_is_told_when_it_comes_back() {
        connection.lost(stream);
        sockets.get(0).disconnect();
        FakeStream next = comeBack(0);
        assertTrue(next.told().get(0).contains("\"type\":\"close\",\"code\":1000"));
        assertTrue(next.hasEnded());
    }

    @Test
    void who_says_good_bye_is_gone_at_once_and_its_posts_are_answered() {
        FakeAnswer answer = answerTo("{'type':'slow','ack':1}");
        connection.left();
        assertEquals("gone", answer.toString());
        assertEquals(List.of("TRANSPORT_CLOSE"), left);
        assertTrue(stream.hasEnded());
        assertTrue(sse.isOver(connection.id()));
    }

    @Test
    void who_is_kept_out_by_a_middleware_is_told_in_the_stream() {
        io.root().use(socket -> {
            throw new ConnectRefused("no");
        });
        FakeStream other = new FakeStream();
        open(other);
        assertTrue(other.events().get(0).data().startsWith("{\"type\":\"session\""), other.text());
        assertTrue(other.told().get(0).contains("\"code\":1008,\"reason\":\"refused\""), other.text());
        assertTrue(other.hasEnded());
        assertEquals(1, connections.count());
    }

    @Test
    void who_is_kept_out_by_a_limit_is_told_which_in_the_stream() {
        io.root().use(socket -> {
            throw LimitRefused.namespaces(NoRoom.namespaces(7));
        });
        FakeStream other = new FakeStream();
        open(other);
        assertTrue(other.told().get(0).contains("\"code\":\"TOO_MANY_NAMESPACES\""), other.text());
        assertTrue(other.told().get(1).contains("\"code\":1013,\"reason\":\"try again later; retryAfter=5000\""), other.text());
        assertTrue(other.hasEnded());
    }

    @Test
    void there_is_room_for_so_many() {
        open(new FakeStream());
        open(new FakeStream());
        assertFalse(sse.hasRoom());
        assertTrue(sse.open(OpeningRequests.any(), new FakeStream(), unused -> null).isEmpty());
        assertEquals(
                """
                data: {"type":"error","code":"SERVER_FULL",\
                "message":"the server has 3 connections, which is all it may (parley.connections.max)","retryAfter":5000}

                data: {"type":"close","code":1013,"reason":"try again later; retryAfter=5000"}

                """,
                new String(sse.farewell(OpeningRequests.any()), StandardCharsets.UTF_8));
        connection.left();
        assertTrue(sse.hasRoom());
    }

    @Test
    void all_sessions_end_with_the_server() {
        sse.close();
        assertTrue(stream.told().get(0).contains("\"code\":1001,\"reason\":\"server shutting down\""));
        assertTrue(stream.hasEnded());
        assertEquals(List.of("SERVER_SHUTTING_DOWN"), left);
        assertFalse(sse.hasRoom());
        assertEquals(0, connections.count());
    }
}
