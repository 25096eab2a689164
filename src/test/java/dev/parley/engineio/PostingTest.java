package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Cause;
import dev.parley.connection.Pace;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.PayloadCodec;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POSTs: what they are answered with, and what becomes of the packets in them. */
class PostingTest extends PollingFixture {
    @Test
    void a_post_is_answered_and_its_packets_are_handled_in_order() {
        EngineClient client = engine.polling("4");
        assertEquals("ok", client.post("4a<1e>bAQID<1e>4b<1e>4"));
        assertEquals(List.of("a", "<01 02 03>", "b", ""), client.heard());
    }

    @Test
    void revision_3_posts_text_with_lengths_in_utf16_code_units() {
        EngineClient client = engine.polling("3");
        assertEquals("ok", client.post("3:4hé3:4😀6:b4AQID2:4汉"));
        assertEquals(List.of("hé", "😀", "<01 02 03>", "汉"), client.heard());
    }

    @ParameterizedTest
    @CsvSource({"4, abc", "4, ''", "4, 7", "4, 4a<1e>", "4, 4a<1e>9", "4, b?", "3, ''", "3, 4a", "3, x:4a", "3, 9:4a", "3, 1:9"})
    void a_payload_that_cannot_be_read_is_answered_ok_and_ends_the_session(String revision, String payload) {
        EngineClient client = engine.polling(revision);
        FakePoll held = client.poll();
        assertEquals("ok", client.post(payload));
        assertEquals(revision.equals("3") ? "1:1" : "1", held.answer());
        assertEquals(1, client.heard().size());
        assertTrue(client.heard().get(0).startsWith("closed: parse error ("), client.heard().get(0));
        assertGone(client);
    }

    @ParameterizedTest
    @CsvSource({"4, 4<1e>, 4", "3, 1:4, ''"})
    void very_many_packets_in_one_post_are_not_kept(String revision, String packet, String last) {
        List<WeakReference<EnginePacket>> packets = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        EngineClient client = engine.polling(revision);
        String body = packet.replace("<1e>", "\u001e").repeat(50_000) + last;
        PayloadCodec codec = PayloadCodec.of(client.session().revision());
        assertTrue(client.http().postBegins());
        client.http().posted(
                each -> codec.decode(body, read -> {
                    packets.add(new WeakReference<>(read));
                    if (packets.size() % 50_000 == 0) { // they are looked at before they are handled
                        System.gc();
                        kept.add(packets.stream().filter(one -> one.get() != null).count());
                    }
                    each.accept(read);
                }),
                new FakePost());
        assertEquals(50_000 + last.length(), client.heard().size());
        assertEquals(2, kept.size());
        kept.forEach(count -> assertTrue(count <= PostedPackets.FEW + 2, count + " of 50,000")); // and the newest
    }

    @ParameterizedTest
    @ValueSource(ints = {PostedPackets.FEW, PostedPackets.FEW + 1})
    void few_packets_and_many_are_all_handled_or_none(int count) {
        EngineClient client = engine.polling("4");
        String payload = IntStream.range(0, count).mapToObj(i -> "4" + i).collect(Collectors.joining("<1e>"));
        assertEquals("ok", client.post(payload));
        assertEquals(IntStream.range(0, count).mapToObj(String::valueOf).toList(), client.heard());
        EngineClient other = engine.polling("4");
        assertEquals("ok", other.post(payload + "<1e>9"));
        assertEquals(1, other.heard().size());
        assertGone(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "5", "5x", "6", "6x"})
    void packets_without_a_meaning_here_are_ignored(String packet) {
        EngineClient client = engine.polling("4");
        assertEquals("ok", client.post(packet + "<1e>4a"));
        assertEquals(List.of("a"), client.heard());
        assertTrue(client.session().isOpen());
    }

    @Test
    void a_second_post_while_one_is_read_ends_the_session_and_both_posts() {
        EngineClient client = engine.polling("4");
        FakePoll held = client.poll();
        assertTrue(client.http().postBegins());
        assertEquals("400", client.post("4second"));
        assertEquals("1", held.answer());
        assertEquals("400", client.postBody("4first", new FakePost()).answer());
        assertEquals(List.of("closed: transport error (data request overlap from client)"), client.heard());
        assertGone(client);
    }

    @Test
    void a_post_that_is_refused_changes_nothing() {
        EngineClient client = engine.polling("4");
        assertTrue(client.http().postBegins());
        client.http().postRefused();
        assertEquals("ok", client.post("4a"));
        assertEquals(List.of("a"), client.heard());
    }

    @Test
    void a_post_that_breaks_ends_the_session() {
        EngineClient client = engine.polling("4");
        FakePoll held = client.poll();
        assertTrue(client.http().postBegins());
        client.http().postFailed(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
        assertEquals("1", held.answer());
        assertEquals(
                List.of("closed: transport error (data request connection closed prematurely)"), client.heard());
        assertGone(client);
    }

    @Test
    void what_follows_a_close_packet_is_dropped() {
        EngineClient client = engine.polling("4");
        assertEquals("ok", client.post("4a<1e>1<1e>4b"));
        assertEquals(List.of("a", "closed: transport close"), client.heard());
    }

    @Test
    void a_post_is_answered_before_it_is_handled() {
        EngineClient client = engine.polling("4");
        FakePost post = new FakePost();
        client.recorder().reaction(message -> assertEquals("ok", post.answer()));
        assertTrue(client.http().postBegins());
        client.postBody("4a", post);
        assertEquals(List.of("a"), client.heard());
        assertEquals("ok", post.answer());
    }

    @Test
    void a_post_that_meets_a_busy_session_is_answered_after_it_is_handled() {
        EngineClient client = engine.polling("4");
        FakePost second = new FakePost();
        client.recorder().reaction(message -> {
            if (message.equals("first")) {
                assertTrue(client.http().postBegins(), "the first has its answer");
                client.postBody("4second", second);
            }
            assertEquals("unanswered", second.answer());
        });
        assertEquals("ok", client.post("4first"));
        assertEquals(List.of("first", "second"), client.heard());
        assertEquals("ok", second.answer());
    }

    @Test
    void a_listener_that_fails_costs_its_message_only() {
        EngineClient client = engine.polling("4");
        client.recorder().reaction(message -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals("ok", client.post("4a<1e>4b"));
        assertEquals(List.of("a", "b"), client.heard());
        assertTrue(client.session().isOpen());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_message_is_sent_to_is_paid_for_by_its_address(boolean overWebSocket) {
        EngineClient client = engine.client("4");
        EngineClient.WebSocket webSocket = overWebSocket ? client.webSocket() : null;
        if (!overWebSocket) {
            client.open();
        }
        engine.recorderOf(client.session()).reaction(message -> Cause.delivered(2_001 * Pace.RECEIVERS));
        if (overWebSocket) {
            webSocket.send("4a");
        } else {
            client.post("4a");
        }
        assertFalse(engine.connections.pace().take(Optional.of("192.0.2.1"), 0).isZero());
    }
}
