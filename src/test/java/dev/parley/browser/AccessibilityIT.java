package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page for everybody: the rules of axe-core, all themes, narrow windows. */
class AccessibilityIT {
    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    @TempDir
    private Path folder;

    /** What the system asks for; the first with all rules. */
    private record Look(String feature, String value) {
        static final List<Look> WIDE = List.of(
                new Look("prefers-color-scheme", "light"),
                new Look("prefers-color-scheme", "dark"),
                new Look("prefers-contrast", "more"));
        static final List<Look> NARROW =
                List.of(new Look("forced-colors", "active"), new Look("prefers-color-scheme", "dark"));
    }

    private static void hasNoBarriers(Browser person, String where) {
        long width = (Long) person.run("arguments[0](innerWidth);");
        List<Look> looks = width > 1_000 ? Look.WIDE : Look.NARROW;
        for (Look look : looks) {
            person.prefer(look.feature(), look.value());
            List<String> found = look.equals(looks.get(0)) ? person.barriers() : person.colourBarriers();
            assertEquals(List.of(), found, where + ", " + look);
        }
    }

    /** Looks at something that Escape closes. */
    private static void look(Browser person, String opened, String where, BiConsumer<Browser, String> check) {
        person.see(opened);
        check.accept(person, where);
        person.press(Keys.ESCAPE).seeNo(opened);
    }

    private static void lookAtHelp(Browser person, BiConsumer<Browser, String> check) {
        person.press("/help", Keys.ESCAPE, Keys.ENTER);
        look(person, "#help[open]", "help", check);
    }

    private static void lookAtConnection(Browser person, BiConsumer<Browser, String> check) {
        person.click("#connection");
        look(person, "#transport:popover-open", "the connection", check);
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void nothing_stands_in_anybodys_way(int width) throws Exception {
        RunningParley parley = RunningParley.start();
        try (Browser anna = Browser.open(parley.address()).resize(width, 900);
                Browser bo = Browser.open(parley.address())) {
            comeIn(anna);
            talk(anna, bo.enter("Bo", "/"));
            goAround(anna);
            sendFiles(anna);
            search(anna);
            parley.close();
            anna.see("#line .banner");
            anna.say("later");
            anna.see(".message[data-status='waiting']");
            hasNoBarriers(anna, "without a connection");
        } finally {
            parley.close();
        }
    }

    private static void comeIn(Browser anna) {
        hasNoBarriers(anna, "sign-in");
        anna.fill("#name", " ");
        anna.click("#enter");
        anna.see("#signin .problem");
        hasNoBarriers(anna, "a name that cannot be");
        anna.enter("Anna", "/").seePhase("connected");
        hasNoBarriers(anna, "an empty room");
    }

    private static void talk(Browser anna, Browser bo) {
        bo.say("Hello @Anna, `code` and https://parley.example\n```\nlet a = 1;\n```");
        bo.say("> a quote\nand **more**");
        anna.see(".message.mentions");
        anna.say("answer");
        anna.see(".message.own[data-id]");
        anna.run("document.querySelector('.message.own').focus(); arguments[0]();");
        anna.press("r").see(".replying");
        hasNoBarriers(anna, "messages, and a reply");
        anna.press("to that", Keys.ENTER).see("a.quote");
        anna.press("/").see("#suggestions");
        hasNoBarriers(anna, "suggestions");
        anna.press(Keys.BACK_SPACE).seeNo("#suggestions");
    }

    private static void goAround(Browser anna) {
        anna.press(Keys.CONTROL, "k").seeFocus("#goto-name");
        hasNoBarriers(anna, "go to");
        anna.press(Keys.ESCAPE);
        lookAtHelp(anna, AccessibilityIT::hasNoBarriers);
        anna.click("#change-topic");
        anna.seeFocus("#topic-text");
        look(anna, "#topic[open]", "topic", AccessibilityIT::hasNoBarriers);
        anna.run("document.getElementById('show-notify').click(); arguments[0]();");
        look(anna, "#notify[open]", "notifications", AccessibilityIT::hasNoBarriers);
        lookAtConnection(anna, AccessibilityIT::hasNoBarriers);
    }

    private void sendFiles(Browser anna) throws IOException {
        anna.attach(Files.writeString(folder.resolve("notes.txt"), "notes"));
        anna.attach(Files.writeString(folder.resolve("page.html"), "<p>"));
        anna.see(".attached .why");
        hasNoBarriers(anna, "attached files");
        anna.say("a file");
        anna.see(".message[data-id] .file");
        hasNoBarriers(anna, "a file");
    }

    private static void search(Browser anna) {
        anna.click("#open-search");
        anna.fill("#query", "quote");
        anna.see(".hit mark");
        hasNoBarriers(anna, "what a search has found");
        anna.fill("#query", "nothing like that");
        anna.see("#search .empty");
        look(anna, "#search[open]", "nothing found", AccessibilityIT::hasNoBarriers);
    }

    @Test
    void a_window_320_pixels_wide_is_wide_enough_in_every_language() {
        try (Browser anna = PARLEY.open().resize(320, 600)) {
            anna.enter("Anna", "/narrow").say("https://parley.example/" + "a-long-word-without-spaces".repeat(10));
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
        RunningParley parley = RunningParley.start();
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
            isNotCutOff(anna, "sign-in");
            anna.enter("Anna", "/").say("hello");
            anna.see(".message[data-id]");
            isNotCutOff(anna, "a room");
            lookAtHelp(anna, AccessibilityIT::isNotCutOff);
            lookAtConnection(anna, AccessibilityIT::isNotCutOff);
            parley.close();
            anna.see("#line .banner");
            isNotCutOff(anna, "without a connection");
        } finally {
            parley.close();
        }
    }

    private static void isNotCutOff(Browser person, String where) {
        Object cutOff = person.run("const page = document.documentElement;"
                + "const found = [...document.querySelectorAll('body *')].filter(one => one.checkVisibility()"
                + " && !one.closest('.visually-hidden, textarea, .topic, .name, .quote, pre, select, svg')"
                + " && getComputedStyle(one).overflowX !== 'visible' && getComputedStyle(one).overflowX !== 'auto'"
                + " && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 200));"
                + "if (page.scrollWidth > innerWidth) found.push(`the page: ${page.scrollWidth} of ${innerWidth}`);"
                + "arguments[0](found);");
        assertEquals(List.of(), cutOff, where);
    }

    @Test
    void who_wants_less_motion_gets_none() {
        try (Browser anna = PARLEY.person("Anna", "/calm").prefer("prefers-reduced-motion", "reduce");
                Browser bo = PARLEY.person("Bo", "/calm")) {
            bo.press("typing");
            anna.see(".typing", "Bo");
            assertEquals(
                    0L,
                    anna.run("arguments[0](document.getAnimations().filter(one => one.playState === 'running').length);"));
        }
    }
}
