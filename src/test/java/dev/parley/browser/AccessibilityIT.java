package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page for everybody: the rules of axe-core, all themes, narrow windows. */
class AccessibilityIT {
    @TempDir
    private Path folder;

    private static void isWithoutBarriers(Browser person, String where) {
        assertEquals(List.of(), person.barriers(), where);
    }

    @ParameterizedTest
    @CsvSource({
        "prefers-color-scheme, light, 1440", "prefers-color-scheme, dark, 1440", "prefers-color-scheme, dark, 390",
        "prefers-contrast, more, 1440", "forced-colors, active, 1440",
    })
    void nothing_stands_in_anybodys_way(String feature, String value, int width) throws Exception {
        RunningParley parley = RunningParley.start("--port", "0");
        try (Browser anna = Browser.open(parley.address()).prefer(feature, value).resize(width, 900);
                Browser bo = Browser.open(parley.address())) {
            isWithoutBarriers(anna, "sign-in");
            anna.fill("#name", " ");
            anna.click("#enter");
            anna.see("#signin .problem");
            isWithoutBarriers(anna, "a name that cannot be");
            anna.enter("Anna", "/").seePhase("connected");
            isWithoutBarriers(anna, "an empty room");

            bo.enter("Bo", "/").say("Hello @Anna, `code` and https://parley.example\n```\nlet a = 1;\n```");
            bo.say("> a quote\nand **more**");
            anna.see(".message.mentions");
            anna.say("answer");
            anna.see(".message.own[data-id]");
            anna.run("document.querySelector('.message.own').focus(); arguments[0]();");
            anna.press("r").see(".replying");
            isWithoutBarriers(anna, "messages, and a reply");
            anna.press("to that", Keys.ENTER).see("a.quote");
            anna.press("/").see("#suggestions");
            isWithoutBarriers(anna, "suggestions");
            anna.press(Keys.BACK_SPACE).seeNo("#suggestions");

            anna.press(Keys.CONTROL, "k").seeFocus("#goto-name");
            isWithoutBarriers(anna, "go to");
            anna.press(Keys.ESCAPE);
            anna.press("/help", Keys.ESCAPE, Keys.ENTER).see("#help[open]");
            isWithoutBarriers(anna, "help");
            anna.press(Keys.ESCAPE).seeNo("#help[open]");
            anna.click("#change-topic");
            anna.seeFocus("#topic-text");
            isWithoutBarriers(anna, "topic");
            anna.press(Keys.ESCAPE).seeNo("#topic[open]");
            anna.attach(Files.writeString(folder.resolve("notes.txt"), "notes"));
            anna.attach(Files.writeString(folder.resolve("page.html"), "<p>"));
            anna.see(".attached .why");
            isWithoutBarriers(anna, "attached files");
            anna.say("a file");
            anna.see(".message[data-id] .file");
            isWithoutBarriers(anna, "a file");
            anna.click("#open-search");
            anna.fill("#query", "quote");
            anna.see(".hit mark");
            isWithoutBarriers(anna, "what a search has found");
            anna.fill("#query", "nothing like that");
            anna.see("#search .empty");
            isWithoutBarriers(anna, "nothing found");
            anna.press(Keys.ESCAPE).seeNo("#search[open]");
            anna.run("document.getElementById('show-notify').click(); arguments[0]();");
            anna.see("#notify[open]");
            isWithoutBarriers(anna, "notifications");
            anna.press(Keys.ESCAPE).seeNo("#notify[open]");
            anna.click("#connection");
            anna.see("#transport:popover-open");
            isWithoutBarriers(anna, "the connection");
            anna.press(Keys.ESCAPE).seeNo("#transport:popover-open");

            parley.close();
            anna.see("#line .banner");
            anna.say("later");
            anna.see(".message[data-status='waiting']");
            isWithoutBarriers(anna, "without a connection");
        } finally {
            parley.close();
        }
    }

    @Test
    void a_window_320_pixels_wide_is_wide_enough_in_every_language() throws Exception {
        try (RunningParley parley = RunningParley.start("--port", "0");
                Browser anna = Browser.open(parley.address()).resize(320, 600)) {
            anna.enter("Anna", "/").say("https://parley.example/" + "a-long-word-without-spaces".repeat(10));
            anna.see(".message[data-id]");
            for (String language : List.of("ru", "zh", "en")) {
                anna.run("localStorage['parley.language'] = JSON.stringify(arguments[0]); setTimeout(arguments[1]);", language);
                anna.reload().seePhase("connected");
                assertEquals(language, anna.run("arguments[0](document.documentElement.lang);"));
                assertEquals(320L, anna.run("arguments[0](document.documentElement.scrollWidth);"), language);
            }
        }
    }

    /** Words are put half as long again, with letters that are taller; names of people and rooms may end in an ellipsis. */
    @ParameterizedTest
    @ValueSource(ints = {1440, 900, 390, 320})
    void a_language_with_longer_words_is_not_cut_off(int width) throws Exception {
        RunningParley parley = RunningParley.start("--port", "0");
        try (Browser anna = Browser.open(parley.address()).resize(width, 800)) {
            anna.before("const real = window.fetch; window.fetch = async (...what) => {"
                    + " const answer = await real(...what);"
                    + " if (!String(what[0]).includes('/i18n/')) return answer;"
                    + " const long = text => text.replace(/[^{}]+(?![^{]*})/g, part => `${part}${part.slice(0, part.length / 2)}`)"
                    + "   .replace(/A/g, 'Å').replace(/o(?![^{]*})/g, 'ö');"
                    + " const words = Object.entries(await answer.json()).map(([key, text]) => [key, long(text)]);"
                    + " return new Response(JSON.stringify(Object.fromEntries(words)));"
                    + "};");
            anna.reload();
            anna.see("#signin");
            assertEquals(List.of(), cutOff(anna), "sign-in");
            anna.enter("Anna", "/").say("hello");
            anna.see(".message[data-id]");
            assertEquals(List.of(), cutOff(anna), "a room");
            anna.press("/help", Keys.ESCAPE, Keys.ENTER).see("#help[open]");
            assertEquals(List.of(), cutOff(anna), "help");
            anna.press(Keys.ESCAPE).seeNo("#help[open]");
            anna.click("#connection");
            anna.see("#transport:popover-open");
            assertEquals(List.of(), cutOff(anna), "the connection");
            anna.press(Keys.ESCAPE).seeNo("#transport:popover-open");
            parley.close();
            anna.see("#line .banner");
            assertEquals(List.of(), cutOff(anna), "without a connection");
        } finally {
            parley.close();
        }
    }

    private static Object cutOff(Browser person) {
        return person.run("const page = document.documentElement;"
                + "const found = [...document.querySelectorAll('body *')].filter(one => one.checkVisibility()"
                + " && !one.closest('.visually-hidden, textarea, .topic, .name, .quote, pre, select, svg')"
                + " && getComputedStyle(one).overflowX !== 'visible' && getComputedStyle(one).overflowX !== 'auto'"
                + " && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 200));"
                + "if (page.scrollWidth > innerWidth) found.push(`the page: ${page.scrollWidth} of ${innerWidth}`);"
                + "arguments[0](found);");
    }

    @Test
    void who_wants_less_motion_gets_none() throws Exception {
        try (RunningParley parley = RunningParley.start("--port", "0");
                Browser anna = Browser.open(parley.address()).prefer("prefers-reduced-motion", "reduce");
                Browser bo = Browser.open(parley.address())) {
            anna.enter("Anna", "/").seePhase("connected");
            bo.enter("Bo", "/").seePhase("connected");
            bo.press("typing");
            anna.see(".typing", "Bo");
            assertEquals(
                    0L,
                    anna.run("arguments[0](document.getAnimations().filter(one => one.playState === 'running').length);"));
        }
    }
}
