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
    void a_topic_is_set_in_the_room_it_was_asked_for_or_not_at_all() {
        try (Browser anna = PARLEY.person("Anna", "/topics")) {
            anna.press("/join train", Keys.ESCAPE, Keys.ENTER).see("[data-name='train'][aria-current='page']");
            anna.click("#change-topic");
            anna.fill("#topic-text", "for the train alone");
            anna.openTab(PARLEY.page()).enter("Anna", "/topics").seePhase("connected");
            anna.click("[data-name='train']");
            anna.press("/leave", Keys.ESCAPE, Keys.ENTER).seeNo("[data-conversation][data-name='train']");
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
