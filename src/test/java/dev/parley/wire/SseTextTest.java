package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.it.EventStreamParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseTextTest {
    private static final EventId ID = new EventId("s-1_", 7);

    private static String text(SseText text) {
        return new String(text.bytes(), StandardCharsets.UTF_8);
    }

    private static String event(String data) {
        return text(new SseText().event(ID, Message.text(data)));
    }

    @Test
    void an_event_is_an_id_and_a_line_of_data() {
        assertEquals("id: s-1_:7\ndata: {\"type\":\"é🦊\"}\n\n", event("{\"type\":\"é🦊\"}"));
    }

    @Test
    void the_first_event_names_the_session_after_the_delay_to_come_back() {
        assertEquals(
                "retry: 1500\n\nid: s-1_:7\ndata: {\"type\":\"session\",\"session\":\"s-1_\",\"resumed\":true}\n\n",
                text(new SseText().retry(Duration.ofMillis(1_500)).session(ID, true)));
    }

    @Test
    void the_last_event_says_why() {
        assertEquals(
                "id: s-1_:7\ndata: {\"type\":\"close\",\"code\":1000,\"reason\":\"\\\"bye\\\"\"}\n\n",
                text(new SseText().close(ID, new CloseStatus(1000, "\"bye\""))));
    }

    @Test
    void a_comment_is_nothing_to_a_reader() {
        List<EventStreamParser.Event> events = new ArrayList<>();
        EventStreamParser parser = EventStreamParser.read(text(new SseText().comment()), events::add);
        assertEquals(List.of(), events);
        assertEquals(1, parser.comments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\r\nb", "\n", "a\n\nid: x:9\n\ndata: b", ": no comment", " blank"})
    void whatever_a_message_holds_it_is_one_event(String data) {
        List<EventStreamParser.Event> events = new ArrayList<>();
        EventStreamParser.read(event(data), events::add);
        assertEquals(
                data.isEmpty() // a reader drops an event without data
                        ? List.of()
                        : List.of(new EventStreamParser.Event(
                                "s-1_:7", "message", data.replace("\r\n", "\n").replace('\r', '\n'))),
                events.stream().filter(event -> !event.data().isEmpty()).toList());
    }

    @Test
    void an_id_is_read_as_it_was_written() {
        assertEquals(Optional.of(ID), EventId.of(ID.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x:", ":1", "x:-1", "x:1 ", "x y:1", "x:1:2", "x:9999999999999999999"})
    void what_is_no_id_is_none(String text) {
        assertEquals(Optional.empty(), EventId.of(text));
        assertEquals(Optional.empty(), EventId.of(null));
    }
}
