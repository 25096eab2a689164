package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Message;
import dev.parley.connection.OutboxOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Polls: what they are answered with, and what waits for the next one. */
class PollingTest extends PollingFixture {
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
}
