package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page when the server goes and comes back. */
class ReconnectIT {
    @TempDir
    private Path data;

    private RunningParley start(int port) throws Exception {
        return RunningParley.start("--port", Integer.toString(port), "--set", "parley.data.folder=" + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio", "native", "sse"})
    void nothing_is_missing_and_nothing_is_there_twice_when_the_server_is_back(String wire) throws Exception {
        RunningParley before = start(0);
        URI page = before.address().resolve("?wire=" + wire);
        try (Browser anna = Browser.open(page);
                Browser bo = Browser.open(page)) {
            anna.enter("Anna", "/").say("before");
            bo.enter("Bo", "/").seeMessages(List.of("before"));
            before.close();
            anna.see("#line .banner");
            anna.say("written while away");
            anna.see(".message[data-status='waiting']");
            try (RunningParley after = start(page.getPort())) {
                anna.seePhase("connected");
                bo.seePhase("connected");
                bo.seeMessages(List.of("before", "written while away"));
                anna.seeMessages(List.of("before", "written while away"));
                assertEquals(anna.messageIds(), bo.messageIds());
                assertEquals(0, anna.count("#gap"));
                assertEquals(page.getPort(), after.address().getPort());
            }
        }
    }

    @Test
    void what_waits_survives_a_reload_and_goes_out_once() throws Exception {
        RunningParley before = start(0);
        URI page = before.address();
        try (Browser anna = Browser.open(page)) {
            anna.enter("Anna", "/");
            anna.seePhase("connected");
            before.close();
            anna.see("#line .banner");
            anna.click("#line .banner .quiet"); // stop trying
            anna.seePhase("stopped");
            anna.say("first").say("second");
            anna.see(".message[data-status='waiting']");
            try (RunningParley after = start(page.getPort())) {
                anna.reload().seePhase("connected");
                anna.see(".message[data-id][data-status='sent'] .said", "second");
                anna.reload().seePhase("connected");
                anna.seeMessages(List.of("first", "second"));
                assertEquals(page, after.address());
            }
        }
    }
}
