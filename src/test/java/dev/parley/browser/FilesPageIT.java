package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Files and pictures at the chat page. */
class FilesPageIT {
    /** Pastes a picture of 40 by 20 pixels. */
    private static final String PASTE =
            """
            const done = arguments[0];
            const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 });
            canvas.getContext('2d').fillRect(0, 0, 40, 20);
            canvas.toBlob(blob => {
              const clipboardData = new DataTransfer();
              clipboardData.items.add(new File([blob], 'image.png', { type: 'image/png' }));
              document.getElementById('composer').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
              done();
            });
            """;

    /** Drags a text file over the page, and drops it there. */
    private static final String DROP =
            """
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(['dropped'], 'отчёт.txt', { type: 'text/plain' }));
            for (const type of ['dragover', 'drop']) {
              document.getElementById('sheet').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
            }
            """;

    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void a_picture_that_one_person_pastes_is_shown_to_another_in_a_place_kept_for_it() {
        try (Browser anna = PARLEY.person("Anna", "/paste");
                Browser bo = PARLEY.person("Bo", "/paste", "?wire=native")) {
            anna.run(PASTE);
            anna.see(".attached .file");
            anna.say("Look");
            bo.seeMessage("Look");
            bo.see(".message .picture img[width='40'][height='20']");
            bo.seeThat(40L, "return document.querySelector('.picture img').naturalWidth");
            anna.see(".message[data-status='sent'] .picture img");
            assertEquals(0, anna.count(".attached"));
            assertEquals(List.of(), bo.complaints());
        }
    }

    @Test
    void what_is_dropped_and_what_is_chosen_arrives_in_order_and_can_be_fetched() throws Exception {
        try (Browser anna = PARLEY.person("Anna", "/drop");
                Browser bo = PARLEY.person("Bo", "/drop")) {
            anna.see("#attach[aria-label*='up to']"); // the page is quiet now, and has loaded what takes files
            anna.evaluate(DROP);
            anna.see(".attached .name", "отчёт.txt");
            anna.attach(file("report.csv", "a;b"));
            anna.see(".attached .name", "report.csv");
            anna.say("");
            bo.see(".message .file .name", "report.csv");
            assertEquals(
                    List.of("отчёт.txt", "report.csv"),
                    bo.evaluate("return [...document.querySelectorAll('.message .file .name')].map(name => name.textContent)"));
            assertEquals(
                    "dropped",
                    bo.run("fetch(document.querySelector('.message .file a').href).then(answer => answer.text()).then(arguments[0])"));
        }
    }

    @Test
    void script_in_names_rooms_topics_messages_and_files_is_shown_as_text() throws Exception {
        String hurt = "<img src=x onerror=window.hurt=1>";
        try (Browser anna = PARLEY.person(hurt, "/script");
                Browser bo = PARLEY.person("Bo", "/script")) {
            for (Browser each : List.of(anna, bo)) {
                each.seeFocus("#composer").press("/join " + hurt, Keys.ESCAPE, Keys.ENTER);
                each.see("[data-name='" + hurt + "'][aria-current='page']");
            }
            anna.click("#change-topic");
            anna.fill("#topic-text", hurt);
            anna.click("#set-topic");
            bo.see(".topic", hurt);
            anna.see("#attach[aria-label*='up to']");
            anna.attach(file(hurt + ".txt", hurt));
            anna.see(".attached .name", hurt);
            anna.say(hurt);
            bo.seeMessage(hurt);
            bo.see(".message .file .name", hurt + ".txt");
            bo.seePerson(hurt, true);
            bo.see("#title", hurt);
            for (Browser each : List.of(anna, bo)) {
                assertEquals(0, each.count("[onerror]"));
                assertEquals("undefined", each.evaluate("return typeof window.hurt"));
                assertEquals(List.of(), each.complaints());
            }
        }
    }

    @Test
    void the_limit_is_said_beforehand_and_what_is_beyond_it_is_refused_in_words() throws Exception {
        try (RunningParley parley = RunningParley.start(
                        "--set", "parley.chat.store.url=memory", "--set", "parley.chat.file.max-bytes=1000");
                Browser anna = Browser.open(parley.address())) {
            anna.enter("Anna", "/files");
            anna.see("#attach[aria-label='Attach a file, up to 1 kB']");
            anna.attach(file("large.txt", "x".repeat(1_001)));
            anna.see(".attached .why", "Larger than 1 kB.");
            anna.attach(file("page.html", "<p>"));
            anna.see(".attached .why", "not accepted");
            anna.say("only this");
            anna.seeMessages(List.of("only this"));
            assertEquals(2, anna.count(".attached .file"), "they stay where one reads why");
            anna.click(".attached .file button");
            anna.seeThat(1L, "return document.querySelectorAll('.attached .file').length");
            anna.click(".attached .file button");
            anna.seeThat(0L, "return document.querySelectorAll('.attached').length");
        }
    }

    @Test
    void what_is_attached_while_away_goes_out_when_the_server_is_back() throws Exception {
        String[] options = {"--port", "0", "--set", "parley.data.folder=" + folder};
        RunningParley before = RunningParley.start(options);
        URI page = before.address();
        options[1] = Integer.toString(page.getPort());
        try (Browser anna = Browser.open(page)) {
            anna.enter("Anna", "/files").seePhase("connected");
            anna.see("#attach[aria-label*='up to']");
            anna.attach(file("first.txt", "1")); // from now on the page can do without the server
            anna.see(".attached .file[data-status='done']");
            before.close();
            anna.see("#line .banner");
            anna.attach(file("second.txt", "2"));
            anna.see(".attached .waits");
            anna.say("both");
            anna.see(".message[data-status='uploading']");
            try (RunningParley after = RunningParley.start(options)) {
                anna.seePhase("connected");
                anna.see(".message[data-status='failed'] .state", "does not have the file any more");
                anna.click(".message[data-status='failed'] .choices button");
                anna.seeThat(2L, "return document.querySelectorAll('.message[data-id][data-status=\"sent\"] .file').length");
                assertEquals(page, after.address());
            }
        }
    }
}
