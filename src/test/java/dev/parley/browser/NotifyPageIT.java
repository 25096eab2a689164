package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the chat page tells of while one looks elsewhere. */
class NotifyPageIT {
    /** The browser's notifications, remembered, for somebody who looks elsewhere. */
    private static final String ELSEWHERE =
            """
            document.hasFocus = () => false;
            window.told = [];
            window.Notification = class {
              static permission = 'granted';
              constructor(title, { body }) { told.push(title + ': ' + body); }
              close() {}
            };
            """;

    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    /** Anna, who looks elsewhere and wants to be told so much of the lobby. */
    private static Browser elsewhere(String namespace, String level) {
        Browser anna = PARLEY.person("Anna", namespace);
        anna.evaluate(ELSEWHERE);
        choose(anna, "room/lobby", level);
        anna.click("#notify-on");
        return anna;
    }

    private static void choose(Browser person, String conversation, String level) {
        person.click("#me");
        person.click("#show-notify");
        person.see("#notify[open]");
        person.click("[data-level-of='" + conversation + "'] option[value='" + level + "']");
    }

    @Test
    void of_several_tabs_one_tells_and_none_while_one_looks_at_any_of_them() {
        try (Browser bo = PARLEY.person("Bo", "/tabs");
                Browser anna = elsewhere("/tabs", "all")) {
            anna.openTab(PARLEY.page()).enter("Anna", "/tabs").evaluate(ELSEWHERE);
            bo.say("one");
            anna.seeMessage("one");
            anna.goToTab(0);
            anna.seeThat(List.of("Bo in lobby: one"), "return told");
            anna.evaluate("document.hasFocus = () => true");
            bo.say("two");
            anna.seeMessage("two");
            anna.evaluate("document.hasFocus = () => false");
            bo.say("three");
            anna.seeThat(List.of("Bo in lobby: one", "Bo in lobby: three"), "return told");
            anna.goToTab(1);
            anna.seeMessage("three");
            assertEquals(List.of(), anna.evaluate("return told"));
        }
    }

    @Test
    void in_a_muted_room_only_a_mention_leaves_a_mark_and_a_quiet_one() {
        try (Browser bo = PARLEY.person("Bo", "/quiet");
                Browser anna = PARLEY.person("Anna", "/quiet")) {
            choose(anna, "room/lobby", "none");
            anna.click("#notify .choices button");
            anna.say("/join train");
            anna.see("[data-name='train'][aria-current='page']");
            bo.seePerson("Anna", true);
            bo.say("for all");
            bo.click("#people [data-person='Anna']");
            bo.say("in private");
            anna.see(".room[data-name='Bo'] .count.mention");
            assertEquals(0, anna.count(".room[data-name='lobby'] .count"));
            bo.click("[data-name='lobby']");
            bo.see("[data-name='lobby'][aria-current='page']");
            bo.say("@Anna, for you");
            anna.see(".room.quiet[data-name='lobby'] .count:not(.mention)", "@1");
            anna.seeThat("(1) train · Parley", "return document.title");
        }
    }

    @Test
    void a_mention_is_told_a_muted_room_is_not_and_both_hold_after_a_reload() {
        try (Browser bo = PARLEY.person("Bo", "/notify");
                Browser anna = elsewhere("/notify", "mentions")) {
            anna.click("#notify .choices button");
            bo.seePerson("Anna", true);
            bo.say("for all").say("@Anna, for you");
            anna.seeThat(List.of("Bo in lobby: @Anna, for you"), "return told");
            choose(anna, "room/lobby", "none");
            anna.reload().seePhase("connected");
            anna.see(".room.quiet[data-conversation='room/lobby']");
            anna.evaluate(ELSEWHERE);
            bo.say("@Anna again");
            bo.click("#people [data-person='Anna']");
            bo.say("in private");
            anna.seeThat(List.of("Bo: in private"), "return told");
            assertEquals(List.of(), anna.complaints());
        }
    }
}
