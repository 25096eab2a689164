package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page when the server goes and comes back. */
class ReconnectIT {

    @Test
    void what_is_written_while_the_server_is_away_goes_out_when_it_is_back() throws Exception {
        RunningParley before = RunningParley.start();
        URI page = before.address();
        try (Browser anna = Browser.open(page)) {
            anna.enter("Anna", "/");
            anna.seePhase("connected");
            before.close();
            anna.see("#line .banner");
            anna.say("written while away");
            anna.see(".message[data-status='waiting']");
            try (RunningParley after = RunningParley.start("--port", Integer.toString(page.getPort()))) {
                anna.see(".message[data-status='sent']"); // acknowledged by the new server
                assertEquals(List.of("written while away"), anna.messages());
                anna.seePhase("connected");
                assertEquals(page, after.address());
            }
        }
    }
}
