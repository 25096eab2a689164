package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on each of its wires, and one person on several tabs. */
class WiresIT {
    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    @Test
    void the_page_speaks_socket_io_unless_it_is_told_otherwise() {
        try (Browser anna = PARLEY.person("Anna", "/default")) {
            anna.seeWire("Socket.IO");
        }
    }

    @ParameterizedTest
    @CsvSource({"socketio, Socket.IO", "native, Native JSON", "sse, Events over HTTP"})
    void each_wire_holds_a_conversation_with_the_same_ids_in_the_same_order(String wire, String name) {
        try (Browser anna = PARLEY.person("Anna", wire);
                Browser bo = PARLEY.person("Bo", wire, "?wire=" + wire)) {
            bo.seeWire(name);
            anna.seePerson("Bo", true);
            bo.seePerson("Anna", true);
            anna.say("one");
            bo.seeMessage("one");
            bo.say("two");
            anna.seeMessage("two");
            bo.reload().seeMessages(List.of("one", "two"));
            bo.seePhase("connected");
            anna.say("three");
            bo.seeMessages(List.of("one", "two", "three"));
            assertEquals(anna.messageIds(), bo.messageIds());
        }
    }

    @Test
    void two_tabs_are_one_person_with_the_same_rooms_and_messages() {
        try (Browser anna = PARLEY.person("Anna", "/tabs");
                Browser bo = PARLEY.person("Bo", "/tabs", "?wire=native")) {
            anna.openTab(PARLEY.page()).enter("Anna", "/tabs").say("from the second tab");
            bo.seeMessage("from the second tab");
            assertEquals(2, bo.count("#people .person"), "Anna is there once");
            anna.click("#create-room");
            anna.see("dialog[open] input").sendKeys("train\n");
            anna.see("[data-conversation='room/train'][aria-current='page']");
            anna.goToTab(0);
            anna.seeMessage("from the second tab");
            anna.see("[data-conversation='room/train']");
            assertEquals(1, anna.count("#messages .message.own"));
        }
    }
}
