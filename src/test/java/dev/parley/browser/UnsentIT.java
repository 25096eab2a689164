package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one has written and what could not be sent. */
class UnsentIT {
    private static final String FAILED = ".message[data-status='failed']";

    @TempDir
    private Path folder;

    private static RunningParley start(String option) throws Exception {
        return RunningParley.start("--set", "parley.chat.store.url=memory", "--set", option);
    }

    @Test
    void what_was_refused_survives_a_reload_until_it_is_deleted() throws Exception {
        try (RunningParley parley = start("parley.chat.text-max=10");
                Browser anna = Browser.open(parley.address())) {
            anna.enter("Anna", "/").seePhase("connected");
            anna.say("longer than that").say("and this one");
            anna.seeThat(2L, "return document.querySelectorAll(\"" + FAILED + "\").length");
            anna.reload().seePhase("connected");
            anna.seeMessage("longer than that");
            anna.see(FAILED + " .state", "It is longer than the server allows.");
            anna.click(FAILED + " .choices button:last-of-type");
            anna.reload().seePhase("connected");
            anna.see(FAILED + " .said", "and this one");
            assertEquals(1, anna.count(FAILED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio", "native", "sse"})
    void a_message_that_is_too_large_says_how_large_it_may_be(String wire) throws Exception {
        try (RunningParley parley = start("parley.message.max-bytes=2000");
                Browser anna = Browser.open(parley.address().resolve("?wire=" + wire))) {
            anna.enter("Anna", "/").seePhase("connected");
            anna.evaluate("document.getElementById('composer').value = 'x'.repeat(3000)");
            anna.say("!");
            anna.see(FAILED + " .state", "The message is too large (limit 2 kB).");
            anna.seePhase("connected");
        }
    }

    @Test
    void a_file_that_was_not_sent_when_the_page_was_left_is_told_and_can_be_chosen_again() throws Exception {
        String[] options = {"--port", "0", "--set", "parley.data.folder=" + folder.resolve("data")};
        RunningParley before = RunningParley.start(options);
        URI page = before.address();
        options[1] = Integer.toString(page.getPort());
        Path notes = Files.writeString(folder.resolve("notes.txt"), "notes");
        try (Browser anna = Browser.open(page)) {
            anna.enter("Anna", "/").seePhase("connected");
            anna.see("#attach[aria-label*='up to']");
            before.close();
            anna.see("#line .banner");
            anna.attach(notes);
            anna.see(".attached .waits");
            anna.say("read this");
            anna.see(".message[data-status='uploading']");
            try (RunningParley after = RunningParley.start(options)) {
                anna.reload().seePhase("connected");
                anna.see(FAILED + " .file .name", "notes.txt");
                anna.see(FAILED + " .state", "The page was left before the file had been sent.");
                anna.evaluate("HTMLInputElement.prototype.click = () => {}"); // no dialog of the system
                anna.click(FAILED + " .choices button");
                anna.attach(notes);
                anna.see(".message[data-id][data-status='sent'] .file .name", "notes.txt");
                anna.seeNo(FAILED);
                assertEquals(List.of("read this"), anna.evaluate(
                        "return [...document.querySelectorAll('.message .said p')].map(line => line.textContent)"));
                assertEquals(page, after.address());
            }
        }
    }
}
