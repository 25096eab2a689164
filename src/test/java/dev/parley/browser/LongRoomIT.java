package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launch.RunningParley;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A room in which more has been said than the page could hold. */
class LongRoomIT {
    private static final int MESSAGES = 10_000;
    private static final int FAR = 2_500; // messages from the end: each step is like the one before
    private static final int MOST_AT_ONCE = 400; // MOST in chat/log-window.js

    private static final int WHEEL = 600; // pixels
    private static final int STEPS = 20; // of the wheel, before the keyboard takes over

    /** Three people say short and long things, in turns of seven; arguments: how many in all. */
    private static final String FILL =
            """
            const [count, done] = arguments;
            const text = n => `number ${n} ${'and so on '.repeat(n * 7 % 60)}${n % 11 === 0 ? '\\nwith\\nlines' : ''}`;
            const acknowledged = new Map();
            const enter = name => new Promise(resolve => {
              const person = new WebSocket(new URL('ws', location.href.replace('http', 'ws')));
              person.onopen = () => { person.send(JSON.stringify({ type: 'username', name })); resolve(person); };
              person.onmessage = ({ data }) => { const { type, ack } = JSON.parse(data); if (type === 'ack') acknowledged.get(ack)(); };
            });
            const say = (person, n) => new Promise(resolve => {
              acknowledged.set(n, resolve);
              person.send(JSON.stringify({ type: 'message', text: text(n), ack: n }));
            });
            (async () => {
              const people = await Promise.all(['Bo', 'Lin', 'Мария'].map(enter));
              for (let n = 1, turn = 0; n <= count; turn += 1) {
                const told = [];
                for (; n <= count && told.length < 7; n += 1) told.push(say(people[turn % 3], n));
                await Promise.all(told);
              }
              people.forEach(person => person.close());
              done();
            })();
            """;

    /** From now on counts the messages that are in the page and that are put there, and remembers where a key puts the focus. */
    private static final String WATCH =
            """
            const list = document.getElementById('messages');
            const messages = nodes => [...nodes].filter(node => node.matches?.('.message')).length;
            window.seen = { most: messages(list.children), drawn: 0 };
            new MutationObserver(changes => {
              seen.most = Math.max(seen.most, messages(list.children));
              for (const { addedNodes } of changes) seen.drawn += messages(addedNodes);
            }).observe(list, { childList: true });
            window.topOf = line => Math.round(line.getBoundingClientRect().top);
            addEventListener('keydown', () => { window.held = { line: document.activeElement, top: topOf(document.activeElement) }; });
            """;

    /**
     * Waits until nothing moves and nothing is on its way; tells how far the message has moved that was remembered, by a key
     * or the last time, and remembers one in the middle.
     */
    private static final String SETTLE =
            """
            const done = arguments[0];
            const scroller = document.getElementById('scroller');
            const { top, height } = scroller.getBoundingClientRect();
            const first = () => Number(document.querySelector('#messages > .message').dataset.id);
            let still = 0, before = '';
            const look = () => {
              const edge = document.getElementById('load-earlier');
              const isComing = edge && (edge.ariaBusy === 'true' || edge.getBoundingClientRect().bottom > top - 600);
              const now = `${scroller.scrollTop} ${first()}`;
              still = isComing || now !== before ? 0 : still + 1;
              before = now;
              if (still < 2) requestAnimationFrame(look);
              else {
                const moved = window.held ? topOf(held.line) - held.top : 0;
                const line = [...document.querySelectorAll('#messages > .message')].find(one => topOf(one) > top + height / 2);
                window.held = { line, top: topOf(line) };
                done({ moved, first: first(), most: seen.most });
              }
            };
            look();
            """;

    /** The first message that is in the page when all has settled; what one reads must have moved by so many pixels. */
    private static long assertMoved(int pixels, Browser person, String where) {
        Map<?, ?> settled = (Map<?, ?>) person.run(SETTLE);
        long moved = (long) settled.get("moved");
        // The browser puts lines on whole pixels.
        assertTrue(Math.abs(moved - pixels) <= 8, where + ": what one reads has moved by " + moved + ", not " + pixels);
        // A bound on the work of each step, whatever the machine.
        assertTrue((long) settled.get("most") <= MOST_AT_ONCE, settled.get("most") + " messages in the page, " + where);
        return (long) settled.get("first");
    }

    @Test
    void among_ten_thousand_messages_what_one_reads_stays_where_it_is() throws Exception {
        try (RunningParley parley = RunningParley.start(
                        "--set", "parley.chat.store.url=memory",
                        "--set", "parley.rate.per-second=100000",
                        "--set", "parley.rate.burst=100000");
                Browser anna = Browser.open(parley.address())) {
            anna.run(FILL, MESSAGES);
            anna.enter("Anna", "/").seeMessage("number " + MESSAGES);
            anna.evaluate(WATCH);
            assertMoved(0, anna, "arriving");
            goUpByWheel(anna);
            goUpByKeys(anna);
            goDown(anna);
        }
    }

    private static void goUpByWheel(Browser anna) {
        for (int step = 1; step <= STEPS; step++) {
            anna.wheel("#scroller", -WHEEL);
            assertMoved(WHEEL, anna, "wheel " + step);
        }
    }

    /** Home goes to the first message that is in the page, which brings those before it. */
    private static void goUpByKeys(Browser anna) {
        anna.evaluate("held.line.focus({ preventScroll: true })");
        long first = MESSAGES;
        while (first > MESSAGES - FAR) {
            anna.press(Keys.HOME);
            first = assertMoved(0, anna, "above message " + first);
        }
        long drawn = (long) anna.evaluate("return seen.drawn");
        assertTrue(drawn < MESSAGES - first, "each message is drawn once on the way up, not " + drawn + " in all");
    }

    private static void goDown(Browser anna) {
        anna.run("held = null; arguments[0]();");
        assertMoved(0, anna, "far up");
        anna.run(FILL, 1);
        anna.see("#latest .count", "1");
        assertMoved(0, anna, "what comes meanwhile");
        for (int step = 1; step <= STEPS; step++) {
            anna.wheel("#scroller", WHEEL);
            assertMoved(-WHEEL, anna, "down " + step);
        }
        anna.click("#latest");
        anna.see(".message[data-id='" + (MESSAGES + 1) + "']");
    }
}
