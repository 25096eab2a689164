package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The search of the chat page. */
class SearchPageIT {
    /** Says a needle in a room, and so many other things after it; arguments: the namespace, the room, how many. */
    private static final String HAYSTACK =
            """
            const [namespace, room, count, done] = arguments;
            import('/socket.io/socket.io.esm.min.js').then(({ io }) => {
              const socket = io(namespace, { forceNew: true });
              const ask = (event, members) => new Promise(resolve => socket.emit(event, members, resolve));
              const say = async message => {
                const { error } = await ask('new message', { room, message });
                if (!error) return;
                await new Promise(resolve => setTimeout(resolve, error.retryAfter ?? 100));
                await say(message);
              };
              socket.on('connect', async () => {
                await ask('add user', { username: 'Lin', lists: false });
                await ask('join room', { room });
                await say('The NEEDLE of ' + room);
                for (let n = 0; n < count; n += 1) await say('hay ' + n);
                done();
              });
            });
            """;

    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    private static void find(Browser anna, String text) {
        anna.click("#open-search");
        anna.fill("#query", text);
    }

    @Test
    void it_finds_a_message_far_back_and_leads_there_by_the_keyboard_alone() {
        try (Browser anna = PARLEY.person("Anna", "/far")) {
            anna.run(HAYSTACK, "/far", "lobby", 300);
            anna.reload().seePhase("connected");
            assertEquals(0, anna.count("#messages [data-id='1']"), "only the newest page is there");
            find(anna, "needle");
            anna.see(".hit mark", "NEEDLE");
            anna.press(Keys.ARROW_DOWN);
            anna.press(Keys.ENTER);
            anna.see("#messages [data-id='1'] .said");
            anna.seeThat("1", "return document.activeElement.dataset.id");
        }
    }

    @Test
    void what_is_not_here_may_be_elsewhere_and_going_there_joins_the_room() {
        try (Browser anna = PARLEY.person("Anna", "/rooms")) {
            anna.run(HAYSTACK, "/rooms", "train", 1);
            find(anna, "the needle of");
            anna.see("#search .empty", "No message has “the needle of”.");
            anna.click("#search-everywhere");
            anna.see(".hit .where", "train");
            anna.click(".hit");
            anna.see("[data-conversation='room/train'][aria-current='page']");
            anna.seeThat("1", "return document.activeElement.dataset.id");
            anna.click("#query");
            anna.press(Keys.ESCAPE);
            anna.seeThat("open-search", "return document.activeElement.id");
        }
    }

    @Test
    void more_than_a_page_comes_at_its_end_or_by_the_button_each_message_once() {
        try (Browser anna = PARLEY.person("Anna", "/pages")) {
            anna.run(HAYSTACK, "/pages", "lobby", 50);
            find(anna, "hay");
            anna.seeThat(20L, "return document.querySelectorAll('.hit').length");
            anna.evaluate("document.querySelector('#search .results').scrollTop = 1e6");
            anna.seeThat(40L, "return document.querySelectorAll('.hit').length");
            anna.evaluate("document.getElementById('search-more').focus({ preventScroll: true })");
            anna.press(Keys.ENTER);
            anna.seeThat(50L, "return new Set([...document.querySelectorAll('.hit')].map(hit => hit.dataset.message)).size");
            assertEquals(50, anna.count(".hit"));
            anna.seeThat(40L, "return [...document.querySelectorAll('.hit')].indexOf(document.activeElement)");
            assertEquals(0, anna.count("#search-more"));
        }
    }
}
