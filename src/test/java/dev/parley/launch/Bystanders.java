package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.JsonClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two who talk while somebody attacks: nothing that one says may be lost on the other, or be late. */
final class Bystanders {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LATE_MILLIS = 2_000;

    private final JsonClient anna;
    private final JsonClient bob;
    private final Thread talk = new Thread(this::talk, "bystander");
    private volatile boolean isOver;
    // the talk's own until it has ended
    private int said;
    private long slowest; // nanoseconds
    private Throwable failure; // null if there was none

    Bystanders(URI chat) throws InterruptedException {
        anna = JsonClient.named(chat, "Anna");
        bob = JsonClient.named(chat, "Bob");
        talk.start();
    }

    private void talk() {
        try {
            while (!isOver) {
                said++;
                long begin = System.nanoTime();
                anna.send("{'type':'message','text':'" + said + "','ack':" + said + "}");
                assertTrue(anna.hear("'ack':" + said, PATIENCE).isPresent(), () -> "message " + said + " is not acknowledged");
                slowest = Math.max(slowest, System.nanoTime() - begin);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30)); // as fast as one may
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** They go; and everything that was said has been heard in its order, at once. */
    void end() throws InterruptedException {
        isOver = true;
        talk.join();
        try {
            assertNull(failure);
            for (int i = 1; i <= said; i++) {
                String text = "'text':'" + i + "'";
                assertTrue(bob.hear(text, PATIENCE).isPresent(), () -> "lost: " + text);
            }
            assertEquals(false, anna.isClosed() || bob.isClosed());
            long millis = TimeUnit.NANOSECONDS.toMillis(slowest);
            assertTrue(millis < LATE_MILLIS, () -> "a message took " + millis + " ms");
        } finally {
            anna.close();
            bob.close();
        }
    }
}
