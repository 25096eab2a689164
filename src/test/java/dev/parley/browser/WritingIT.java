package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Writing at the page, and what can be done with what is written. */
class WritingIT {
    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    @Test
    void one_gets_from_the_door_to_a_changed_message_and_out_again_by_keyboard_alone() {
        try (Browser anna = PARLEY.open()) {
            anna.seeFocus("#name").press("Anna", Keys.ENTER);
            anna.seeFocus("#composer").press(Keys.CONTROL, "k");
            anna.seeFocus("#goto-name").press("train", Keys.ENTER);
            anna.see("[data-name='train'][aria-current='page']");
            anna.seeFocus("#composer").press("Leaving at nein", Keys.ENTER);
            anna.see(".message[data-id]");
            anna.press(Keys.ARROW_UP).see(".replying");
            assertEquals("Leaving at nein", anna.valueOf("#composer"));
            anna.press(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE, "nine", Keys.ENTER);
            anna.see(".message .edited");
            anna.seeMessage("Leaving at nine");
            anna.press("/leave", Keys.ESCAPE, Keys.ENTER);
            anna.see("[data-name='lobby'][aria-current='page']");
            assertEquals(0, anna.count("[data-conversation][data-name='train']"));
            assertEquals(List.of(), anna.complaints());
        }
    }

    @Test
    void a_message_is_answered_reacted_to_changed_and_deleted() {
        try (Browser anna = PARLEY.person("Anna", "/acts");
                Browser bo = PARLEY.person("Bo", "/acts")) {
            anna.say("Shall we ship?");
            bo.point(".message[data-author='Anna']").click(".acts [aria-label='Reply']");
            bo.see(".replying", "Shall we ship?");
            bo.say("Yes, **today**");
            anna.see(".message[data-author='Bo'] a.quote", "Shall we ship?");

            anna.point(".message[data-author='Bo']").click(".acts [aria-label='React']");
            anna.click("#emoji [data-emoji='👍']");
            bo.see(".message[data-author='Bo'] .reactions", "1");
            bo.click(".reactions [aria-pressed='false']");
            anna.see(".message[data-author='Bo'] .reactions", "2");

            anna.point(".message[data-author='Anna']").click(".acts [aria-label='Edit']");
            anna.fill("#composer", "Shall we ship it?");
            anna.press(Keys.ENTER);
            bo.see("a.quote", "Shall we ship it?");

            anna.point(".message[data-author='Anna']").click(".acts [aria-label='More']");
            anna.click("#message-menu .danger");
            anna.click("#delete-message");
            bo.see(".tombstone");
            bo.see("a.quote", "Message deleted");
            bo.point(".message[data-author='Anna']").seeNo(".acts");
        }
    }

    @Test
    void a_name_after_at_is_completed_and_calls_that_person() {
        try (Browser anna = PARLEY.person("Anna", "/calls");
                Browser bo = PARLEY.person("Bo van Dijk", "/calls")) {
            anna.seePerson("Bo van Dijk", true);
            anna.press("ask @va").see("#suggestions [aria-selected='true']", "Bo van Dijk");
            anna.press(Keys.TAB);
            assertEquals("ask @Bo van Dijk ", anna.valueOf("#composer"));
            anna.press(Keys.ENTER);
            bo.see(".message.mentions .at.you", "@Bo van Dijk");
        }
    }

    @Test
    void rooms_and_emoji_are_completed_from_their_names() {
        try (Browser anna = PARLEY.person("Anna", "/names")) {
            anna.say("/join release train");
            anna.see("[data-name='release train'][aria-current='page']");
            anna.seeFocus("#composer").press("see #tr").see("#suggestions [aria-selected='true']", "release train");
            anna.press(Keys.TAB);
            anna.press(":tad").see("#suggestions [aria-selected='true']", "🎉");
            anna.seeThat("suggestions-0", "return document.activeElement.getAttribute('aria-activedescendant')");
            anna.press(Keys.ENTER).seeNo("#suggestions");
            assertEquals("see #release train 🎉 ", anna.valueOf("#composer"));
            anna.press("at 12:30", Keys.ENTER);
            anna.seeMessages(List.of("see #release train 🎉 at 12:30"));
        }
    }

    @Test
    void an_unknown_command_is_explained_and_stays_in_the_field() {
        try (Browser anna = PARLEY.person("Anna", "/commands")) {
            anna.press("/dance", Keys.ENTER).see("#toasts", "There is no command /dance");
            assertEquals("/dance", anna.valueOf("#composer"));
            anna.fill("#composer", "/topic What we ship on Friday");
            anna.press(Keys.ENTER).see(".topic", "What we ship on Friday");
            anna.fill("#composer", "//dance");
            anna.press(Keys.ENTER);
            anna.seeMessages(List.of("/dance"));
        }
    }

    @Test
    void a_draft_waits_where_it_was_written_also_while_a_message_is_changed() {
        try (Browser anna = PARLEY.person("Anna", "/drafts")) {
            anna.say("said");
            anna.see(".message[data-id]");
            anna.press("not yet").point(".message").click(".acts [aria-label='Edit']");
            anna.see(".replying");
            assertEquals("said", anna.valueOf("#composer"));
            anna.press(Keys.ESCAPE).seeNo(".replying");
            assertEquals("not yet", anna.valueOf("#composer"));
            anna.reload().seePhase("connected");
            assertEquals("not yet", anna.valueOf("#composer"));
        }
    }

    @Test
    void enter_that_ends_a_composition_does_not_send() {
        try (Browser lin = PARLEY.person("林晓", "/ime")) {
            lin.press("ni hao");
            lin.run("const done = arguments[0], field = document.getElementById('composer');"
                    + "const enter = more => field.dispatchEvent(new KeyboardEvent('keydown',"
                    + " {key: 'Enter', bubbles: true, cancelable: true, ...more}));"
                    + "enter({isComposing: true}); enter({keyCode: 229});"
                    + "field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true})); enter();"
                    + "window.composedAt = performance.now();"
                    + "requestAnimationFrame(() => setTimeout(done));");
            assertEquals("ni hao", lin.valueOf("#composer"));
            lin.seeThat(true, "return performance.now() - window.composedAt > 60"); // an Enter of its own, as far as anybody can tell
            lin.press(Keys.ENTER);
            lin.seeMessages(List.of("ni hao"));
        }
    }

    @Test
    void a_link_to_a_message_leads_there_however_long_ago_it_was_said() {
        try (Browser anna = PARLEY.person("Anna", "/links")) {
            anna.run("const done = arguments[0];"
                    + "const wire = new WebSocket(new URL('ws/links', location.href.replace('http', 'ws')));"
                    + "let next = 0;"
                    + "const say = () => wire.send(JSON.stringify({type: 'message', text: `number ${next += 1}`, ack: next}));"
                    + "wire.onmessage = ({data}) => { const {type, ack} = JSON.parse(data);"
                    + " if (type === 'ack' || ack !== undefined) next < 300 ? say() : done(); };"
                    + "wire.onopen = () => wire.send(JSON.stringify({type: 'username', name: 'Bot', ack: 0}));");
            anna.seeMessage("number 300");
            anna.reload().seePhase("connected");
            anna.seeMessage("number 300");
            assertEquals(0, anna.count(".message[data-id='20']"), "not loaded yet");
            anna.run("location.hash = '#room/lobby/20'; setTimeout(arguments[0]);");
            anna.seeFocus(".message[data-id='20']");
            assertTrue(anna.see(".message[data-id='20']").isDisplayed());
            anna.reload().seeFocus(".message[data-id='20']");
            anna.seeNo("#toasts .toast");
        }
    }
}
