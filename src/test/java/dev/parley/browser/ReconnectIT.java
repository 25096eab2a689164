package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.net.URI;
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
            try (RunningParley after = RunningParley.start("--port", Integer.toString(page.getPort()));
                    Browser bob = Browser.open(after.address())) {
                bob.enter("Bob", "/");
                anna.seePerson("Bob", true);
                bob.seeMessage("written while away");
                anna.seePhase("connected");
                assertEquals(0, anna.count(".message[data-status='waiting']"));
            }
        }
    }
}
