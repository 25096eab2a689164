package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Where one is in the page, and in which room. */
class PlacesIT {
    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    @Test
    void f6_goes_round_the_parts_of_the_page_and_the_arrows_go_on_in_the_messages() {
        try (Browser anna = PARLEY.person("Anna", "/parts");
                Browser bo = PARLEY.person("Bo", "/parts")) {
            bo.say("first").say("second");
            anna.seeMessage("second");
            anna.seePerson("Bo", true);
            anna.press(Keys.F6).seeFocus("#people [data-person='Bo']");
            anna.press(Keys.F6).seeFocus("#rooms [data-name='lobby']");
            anna.press(Keys.F6).seeFocus(".message[data-id='2']");
            anna.press(Keys.ARROW_UP).seeFocus(".message[data-id='1']");
            anna.press(Keys.F6).seeFocus("#composer");
            anna.press(Keys.SHIFT, Keys.F6).seeFocus(".message[data-id='1']");
            assertEquals(1, anna.count(".message[tabindex='0']"), "one stop for Tab");
            anna.press(Keys.SHIFT, Keys.F6).seeFocus("#rooms [data-name='lobby']");
        }
    }

    @Test
    void f6_passes_by_what_is_not_in_view() {
        try (Browser anna = PARLEY.person("Anna", "/narrow-parts").resize(390, 800)) {
            anna.click("#open-rooms");
            anna.seeFocus("#rooms [data-name='lobby']").press(Keys.F6).seeFocus("#composer");
            anna.say("alone");
            anna.see(".message[data-id]");
            anna.press(Keys.F6).seeFocus(".message[data-id='1']").press(Keys.F6).seeFocus("#composer");
        }
    }

    @Test
    void a_topic_is_set_in_the_room_it_was_asked_for_or_not_at_all() {
        try (Browser anna = PARLEY.person("Anna", "/topics")) {
            anna.press("/join train", Keys.ESCAPE, Keys.ENTER).see("[data-name='train'][aria-current='page']");
            anna.click("#change-topic");
            anna.fill("#topic-text", "for the train alone");
            anna.openTab(PARLEY.page()).enter("Anna", "/topics").seePhase("connected");
            anna.click("[data-name='train']");
            anna.see("[data-name='train'][aria-current='page']");
            anna.seeFocus("#composer").press("/leave", Keys.ESCAPE, Keys.ENTER).seeNo("[data-conversation][data-name='train']");
            anna.goToTab(0);
            anna.see("#h-topic", "train");
            anna.see("[data-name='lobby'][aria-current='page']");
            anna.click("#set-topic");
            anna.see("#topic .problem", "You are not in this room.");
            anna.press(Keys.ESCAPE).seeNo("#topic[open]");
            anna.see(".topic", "Everybody who comes in is here.");
            assertEquals(List.of(), anna.complaints());
        }
    }
}
