package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Message;
import dev.parley.connection.OutboxOptions;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.PayloadCodec;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long polling: what a poll and a POST are answered with, and what becomes of the session. */
class PollingTest {
    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";

    private final EngineFixture engine = new EngineFixture();

    private static Message bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return Message.binary(bytes.flip());
    }

    private static boolean send(EngineClient client, String text) {
        return client.session().send(Message.text(text), false);
    }

    private static void assertGone(EngineClient client) {
        assertEquals(UNKNOWN, client.poll().answer());
        assertEquals(UNKNOWN, client.post("4a"));
        assertEquals("400 Session ID unknown", client.webSocket().refusal());
    }

    // GET

    @Test
    void what_waits_is_answered_in_one_payload() {
        EngineClient client = engine.polling("4");
        send(client, "a");
        send(client, "b");
        client.session().send(bytes(1, 2, 3), false);
        assertEquals("4a<1e>4b<1e>bAQID", client.poll().answer());
    }

    @Test
    void an_answer_is_left_as_it_is_when_nothing_in_it_is_worth_compressing() {
        EngineClient client = engine.polling("4");
        send(client, "a");
        assertTrue(client.poll().mayBeCompressed());
        client.session().send(Message.text("b").uncompressed(), false);
        client.session().send(bytes(1).uncompressed(), false);
        assertFalse(client.poll().mayBeCompressed());
        client.session().connection().send(Message.text("c").uncompressed());
        assertFalse(client.poll().mayBeCompressed());
        client.session().send(bytes(1).uncompressed(), false);
        send(client, "d");
        assertTrue(client.poll().mayBeCompressed());
    }

    @Test
    void without_news_a_poll_is_held_until_there_are_some() {
        EngineClient client = engine.polling("4");
        FakePoll poll = client.poll();
        assertEquals("held", poll.answer());
        send(client, "a");
        send(client, "b");
        assertEquals("4a", poll.answer());
        assertEquals("4b", client.poll().answer());
        assertEquals("held", client.poll().answer());
    }

    @ParameterizedTest
    @CsvSource({"4, 4a, bAQ==<1e>4b", "3, 2:4a, 01 02 ff 04 01 00 02 ff 34 62"})
    void text_and_binary_that_come_while_a_poll_is_held_are_two_answers_in_order(
            String revision, String first, String second) {
        EngineClient client = engine.polling(revision);
        FakePoll poll = client.poll();
        send(client, "a");
        client.session().send(bytes(1), false);
        send(client, "b");
        assertEquals(first, poll.answer());
        assertEquals(second, client.poll().answer());
    }

    @Test
    void frames_that_belong_together_are_one_answer() {
        EngineClient client = engine.polling("4");
        FakePoll poll = client.poll();
        client.session().sendFrames(List.of(Message.text("451-[\"x\"]"), bytes(1, 2, 3)), false);
        assertEquals("451-[\"x\"]<1e>bAQID", poll.answer());
    }

    @Test
    void revision_3_answers_text_with_its_length_in_utf16_code_units() {
        EngineClient client = engine.polling("3");
        send(client, "hé");
        send(client, "😀");
        send(client, "汉");
        assertEquals("3:4hé3:4😀2:4汉", client.poll().answer());
    }

    @Test
    void revision_3_answers_in_binary_when_one_packet_is() {
        EngineClient client = engine.polling("3");
        FakePoll poll = client.poll();
        client.session().sendFrames(List.of(Message.text("4hello"), Message.binary(ByteBuffer.wrap(new byte[] {4, 1, 2, 3}))), false);
        assertEquals("00 06 ff 34 68 65 6c 6c 6f 01 04 ff 04 01 02 03", poll.answer());
        client.session().send(bytes(1, 2, 3, 4), false);
        assertEquals("01 05 ff 04 01 02 03 04", client.poll().answer());
        send(client, "x");
        assertEquals("2:4x", client.poll().answer());
    }

    @Test
    void revision_3_answers_text_to_a_client_that_can_take_no_binary() {
        EngineClient client = engine.textOnlyClient("3");
        client.open();
        send(client, "é");
        client.session().send(bytes(1, 2, 3), false);
        assertEquals("2:4é6:b4AQID", client.poll().answer());
    }

    @Test
    void a_poll_that_can_only_be_answered_with_text_is() {
        EngineClient client = engine.polling("3");
        client.session().send(bytes(1, 2, 3), false);
        assertEquals("6:b4AQID", client.poll(true).answer());
        client.session().send(bytes(4), false);
        assertEquals("01 02 ff 04 04", client.poll().answer());
    }

    @Test
    void a_second_poll_ends_the_session_and_both_polls() {
        for (String revision : List.of("3", "4")) {
            EngineClient client = engine.polling(revision);
            FakePoll first = client.poll();
            FakePoll second = client.poll();
            assertEquals(revision.equals("3") ? "1:1" : "1", first.answer());
            assertEquals("400", second.answer());
            assertEquals(List.of("closed: transport error (overlap from client)"), client.heard());
            assertGone(client);
        }
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_poll_that_breaks_ends_the_session() {
        EngineClient client = engine.polling("4");
        client.poll();
        client.http().pollBroken();
        assertEquals(List.of("closed: transport error (poll connection closed prematurely)"), client.heard());
        assertGone(client);
    }

    @Test
    void an_answer_is_as_large_as_the_limit_and_no_larger() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS, EngineFixture.connectionOptions(20, OutboxOptions.defaults()));
        EngineClient client = small.polling("4");
        for (String text : List.of("12345678", "1234567890", "x", "y", "z")) {
            send(client, text);
        }
        assertEquals("412345678", client.poll().answer());
        assertEquals("41234567890<1e>4x<1e>4y<1e>4z", client.poll().answer());
    }

    @ParameterizedTest
    @CsvSource({"4, false", "4, true", "3, false", "3, true"})
    void no_answer_is_larger_than_the_limit_whatever_is_in_it(String revision, boolean isTextOnly) {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS, EngineFixture.connectionOptions(100, OutboxOptions.defaults()));
        EngineClient client = isTextOnly ? small.textOnlyClient(revision) : small.client(revision);
        client.open();
        for (int i = 0; i < 50; i++) {
            send(client, "é".repeat(i % 7));
            if (i % 3 == 0) {
                client.session().send(bytes(new int[i % 11]), false);
            }
        }
        int answers = 0;
        for (String answer = client.poll().answer(); !answer.equals("held"); answer = client.poll().answer()) {
            boolean isHex = answer.matches("([0-9a-f]{2} )+[0-9a-f]{2}");
            int size = isHex
                    ? (answer.length() + 1) / 3
                    : answer.replace("<1e>", "|").getBytes(StandardCharsets.UTF_8).length;
            assertTrue(size <= 100, answer);
            answers++;
        }
        assertTrue(answers < 30, "answers: " + answers);
    }

    @Test
    void one_packet_goes_out_however_large_it_is() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS, EngineFixture.connectionOptions(5, OutboxOptions.defaults()));
        EngineClient client = small.polling("4");
        send(client, "123456789");
        send(client, "a");
        assertEquals("4123456789", client.poll().answer());
        assertEquals("4a", client.poll().answer());
    }

    // what waits

    @Test
    void as_many_messages_wait_as_the_outbox_may_hold() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                EngineFixture.connectionOptions(100, new OutboxOptions(2, 1_000, Duration.ofSeconds(10))));
        EngineClient client = small.polling("4");
        assertTrue(send(client, "a"));
        assertTrue(send(client, "b"));
        assertTrue(client.session().isOpen());
        assertFalse(send(client, "c"));
        assertEquals(List.of("closed: transport error (outbox full)"), client.heard());
        assertGone(client);
        assertEquals(0, small.connections.count());
    }

    @Test
    void what_is_enqueued_answers_the_poll_when_told_and_nothing_slips_past_what_did_not_fit() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                EngineFixture.connectionOptions(100, new OutboxOptions(2, 1_000, Duration.ofSeconds(10))));
        EngineClient client = small.polling("4");
        FakePoll poll = client.poll();
        assertTrue(client.session().enqueueFrames(List.of(Message.text("4a"))));
        assertEquals("held", poll.answer());
        client.session().flush();
        assertEquals("4a", poll.answer());
        assertTrue(client.session().enqueueFrames(List.of(Message.text("4b"))));
        assertFalse(client.session().enqueueFrames(List.of(Message.text("4c"), Message.text("4d"))));
        assertFalse(client.session().enqueueFrames(List.of(Message.text("4e"))), "there would be room");
        assertTrue(client.session().isOpen());
        client.session().flush();
        assertEquals(List.of("closed: transport error (outbox full)"), client.heard());
    }

    @Test
    void as_many_bytes_wait_as_the_outbox_may_hold() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                EngineFixture.connectionOptions(100, new OutboxOptions(1_000, 10, Duration.ofSeconds(10))));
        EngineClient client = small.polling("4");
        assertTrue(send(client, "éé"), "five bytes");
        assertTrue(send(client, "1234"), "five more");
        assertFalse(send(client, ""));
        assertEquals(List.of("closed: transport error (outbox full)"), client.heard());
    }

    @Test
    void a_droppable_message_leaves_at_once_or_not_at_all() {
        EngineClient client = engine.polling("4");
        assertFalse(client.session().send(Message.text("lost"), true), "nobody polls");
        FakePoll poll = client.poll();
        assertTrue(client.session().send(Message.text("first"), true));
        assertFalse(client.session().send(Message.text("second"), true), "the poll has its answer");
        assertEquals("4first", poll.answer());
        assertEquals("held", client.poll().answer());
    }

    @Test
    void a_droppable_message_does_not_follow_one_that_waits() {
        EngineClient client = engine.polling("4");
        FakePoll poll = client.poll();
        send(client, "regular");
        assertFalse(client.session().send(Message.text("lost"), true));
        assertEquals("4regular", poll.answer());
    }

    // POST

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

    // the end

    @ParameterizedTest
    @CsvSource({"3, 1:1, 1:6", "4, 1, 6"})
    void a_client_that_says_good_bye_after_its_poll_gets_noop(String revision, String close, String noop) {
        EngineClient client = engine.polling(revision);
        FakePoll held = client.poll();
        assertEquals("ok", client.post(close));
        assertEquals(noop, held.answer());
        assertEquals(List.of("closed: transport close"), client.heard());
        assertGone(client);
        assertEquals(0, engine.connections.count());
    }

    @ParameterizedTest
    @CsvSource({"3, 1:1, 1:6", "4, 1, 6"})
    void a_client_that_says_good_bye_before_its_poll_gets_noop_once(String revision, String close, String noop) {
        EngineClient client = engine.polling(revision);
        assertEquals("ok", client.post(close));
        assertEquals(noop, client.poll().answer());
        assertGone(client);
    }

    @Test
    void the_poll_after_a_good_bye_must_come_soon() {
        EngineClient client = engine.polling("4");
        int timers = engine.clock.waiting();
        client.post("1");
        engine.advance(1_000);
        assertGone(client);
        assertEquals(timers, engine.clock.waiting());
    }

    @Test
    void after_a_good_bye_there_is_one_poll_and_nothing_else() {
        EngineClient client = engine.polling("4");
        client.post("1");
        assertEquals(UNKNOWN, client.post("4a"));
        assertEquals("400 Session ID unknown", client.webSocket().refusal());
        assertEquals("6", client.poll().answer());
    }

    @ParameterizedTest
    @CsvSource({"3, 1:1", "4, 1"})
    void a_session_that_the_server_closes_ends_the_poll_that_is_held(String revision, String close) {
        EngineClient client = engine.polling(revision);
        FakePoll held = client.poll();
        client.session().close();
        assertEquals(close, held.answer());
        assertEquals(List.of("closed: forced close"), client.heard());
        assertGone(client);
    }

    @ParameterizedTest
    @CsvSource({"3, 1:61:1", "4, 6<1e>1"})
    void without_a_poll_the_news_waits_for_the_next(String revision, String farewell) {
        EngineClient client = engine.polling(revision);
        client.session().close();
        assertEquals(List.of(), client.heard());
        assertFalse(client.session().isOpen());
        assertEquals(farewell, client.poll().answer());
        assertEquals(List.of("closed: forced close"), client.heard());
        assertGone(client);
        assertEquals(0, engine.connections.count());
    }

    @Test
    void what_was_sent_before_a_close_comes_first_and_the_news_on_the_next_poll() {
        EngineClient client = engine.polling("4");
        send(client, "a");
        send(client, "b");
        client.session().close();
        assertFalse(send(client, "late"));
        assertEquals("4a<1e>4b", client.poll().answer());
        assertEquals("6<1e>1", client.poll().answer());
        assertGone(client);
    }

    @Test
    void a_client_that_never_fetches_the_news_is_given_up_after_30_seconds() {
        EngineFixture slow = new EngineFixture(EngineFixture.withoutHeartbeat());
        EngineClient client = slow.polling("4");
        client.session().close();
        slow.advance(30_000);
        assertEquals(1, slow.server.sessionCount());
        slow.advance(1_000);
        assertEquals(List.of("closed: forced close"), client.heard());
        assertEquals(0, slow.server.sessionCount());
        assertEquals(0, slow.connections.count());
    }

    @Test
    void what_a_client_sends_after_a_close_is_ignored() {
        EngineClient client = engine.polling("4");
        client.recorder().reaction(message -> client.session().close());
        assertEquals("ok", client.post("4a<1e>4b<1e>1"));
        assertEquals("ok", client.post("4c"));
        assertEquals(List.of("a"), client.heard());
        assertEquals("6<1e>1", client.poll().answer());
        assertEquals(List.of("a", "closed: forced close"), client.heard());
    }

    @Test
    void a_session_ends_once_whoever_ends_it() {
        EngineClient client = engine.polling("4");
        FakePoll held = client.poll();
        client.session().close();
        client.session().close();
        client.http().pollBroken();
        client.session().end(CloseReason.PING_TIMEOUT, "");
        engine.advance(60_000);
        engine.server.close();
        assertEquals("1", held.answer());
        assertEquals(List.of("closed: forced close"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void nothing_can_be_sent_after_the_end() {
        EngineClient client = engine.polling("4");
        client.post("1");
        assertFalse(send(client, "late"));
        assertEquals("6", client.poll().answer());
    }
}
