package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a session that polls, from either side, and the last news. */
class PollingEndTest extends PollingFixture {
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
