package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launch.RunningParley;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person at the page, one at a native client of twenty lines: the same messages, the same ids, the same order. */
class TwoPeopleIT {
    private static final int EACH = 2_000;

    @TempDir
    private Path data;

    private RunningParley start(int port) throws Exception {
        return RunningParley.start(
                "--port", Integer.toString(port),
                "--set", "parley.data.folder=" + data,
                "--set", "parley.rate.per-second=100000",
                "--set", "parley.rate.burst=100000");
    }

    private static List<String> lines(String name, int count) {
        return IntStream.range(0, count).mapToObj(n -> name + " says " + n).toList();
    }

    @Test
    void both_have_the_same_whether_they_speak_in_turns_or_at_once() throws Exception {
        try (RunningParley parley = start(0);
                Browser anna = Browser.open(parley.address());
                TerminalClient bo = new TerminalClient(parley.webSocket("ws"), "Bo")) {
            anna.enter("Anna", "/").seePerson("Bo", true);
            for (int turn = 0; turn < 5; turn++) {
                anna.say("Anna's turn " + turn);
                bo.awaitShown(2 * turn + 1);
                bo.say(List.of("Bo's turn " + turn));
                anna.seeMessage("Bo's turn " + turn);
            }
            bo.say(lines("Bo", 200));
            lines("Anna", 20).forEach(anna::say);
            bo.awaitShown(230);
            anna.seeConversation(bo.shown());
            assertInOrder(bo.shown());
            assertTrue(bo.shown().containsAll(bo.acknowledged()));
        }
    }

    @Test
    void everything_acknowledged_is_there_once_after_kill_9_under_load() throws Exception {
        RunningParley before = start(0);
        URI page = before.address();
        URI room = before.webSocket("ws");
        try (Browser anna = Browser.open(page);
                TerminalClient bo = new TerminalClient(room, "Bo");
                TerminalClient cora = new TerminalClient(room, "Cora")) {
            anna.enter("Anna", "/").seePerson("Bo", true);
            anna.seePerson("Cora", true);
            CompletableFuture<List<String>> acknowledged = CompletableFuture.supplyAsync(() -> kill(before, bo, cora));
            bo.say(lines("Bo", EACH));
            cora.say(lines("Cora", EACH));
            lines("Anna", 10).forEach(anna::say);
            assertTrue(acknowledged.join().size() < 2 * EACH, "they were still speaking");
            anna.see("#line .banner");
            anna.say("written while away");
            anna.click("#line .banner .quiet"); // stop trying
            anna.seePhase("stopped");
            try (RunningParley after = start(page.getPort())) {
                bo.awaitAcknowledged(EACH);
                cora.awaitAcknowledged(EACH);
                anna.click("#line .banner .button");
                int all = 2 * EACH + 11;
                bo.awaitShown(all);
                cora.awaitShown(all);
                List<String> said = bo.shown();
                assertEquals(said, cora.shown());
                assertInOrder(said);
                assertEquals(all, Set.copyOf(said.stream().map(TwoPeopleIT::text).toList()).size());
                assertEquals(all, said.size(), "each is there once");
                for (List<String> each : List.of(acknowledged.join(), bo.acknowledged(), cora.acknowledged())) {
                    assertTrue(Set.copyOf(said).containsAll(each), "with the number it was acknowledged with");
                }
                try (TerminalClient dan = new TerminalClient(room, "Dan")) {
                    dan.awaitShown(all);
                    assertEquals(said, dan.shown(), "so does who comes later");
                }
                anna.seePhase("connected");
                anna.seeWholeConversation(said);
                assertEquals(page, after.address());
            }
        }
    }

    /** In the midst of it; what has been acknowledged by then. */
    private static List<String> kill(RunningParley parley, TerminalClient bo, TerminalClient cora) {
        try {
            bo.awaitShown(EACH / 2);
            parley.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Stream.concat(bo.acknowledged().stream(), cora.acknowledged().stream()).toList();
    }

    private static void assertInOrder(List<String> said) {
        List<Integer> ids = said.stream().map(line -> Integer.valueOf(line.replaceFirst(" .*", ""))).toList();
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    private static String text(String line) {
        return line.replaceFirst("^\\d+ ", "");
    }
}
