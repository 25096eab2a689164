package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.JsonClient;
import dev.parley.it.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Peers that do not behave, on the real server with short limits. */
class ResilienceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void a_client_that_answers_no_ping_is_gone_from_the_list_within_the_limits() throws Exception {
        try (RunningParley parley = RunningParley.start(
                "--set", "parley.heartbeat.interval=400ms", "--set", "parley.heartbeat.timeout=400ms")) {
            URI address = parley.webSocket("ws");
            try (JsonClient anna = JsonClient.named(address, "Anna");
                    RawClient silent = new RawClient(address)) {
                silent.sendText("{'type':'username','name':'Silent'}");
                anna.await("'users':['Anna','Silent']");
                long began = System.nanoTime();
                silent.read(RawClient.PING); // and no answer to it, though the connection stands
                anna.await("'users':['Anna']");
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                assertTrue(took.compareTo(Duration.ofMillis(300)) > 0, () -> "gone after " + took);
                anna.send("{'type':'message','text':'who answers stays'}").await("who answers stays");
            }
        }
    }

    @Test
    void who_does_not_read_delays_nobody_and_is_closed() throws Exception {
        try (RunningParley parley = RunningParley.start(
                "--set", "parley.outbox.max-bytes=1000000",
                "--set", "parley.outbox.write-timeout=2s",
                "--set", "parley.rate.burst=100000",
                "--set", "parley.rate.per-second=100000",
                "--set", "parley.rate.bytes-burst=1000000000",
                "--set", "parley.rate.bytes-per-second=1000000000",
                "--set", "parley.chat.text-max=100000")) {
            URI address = parley.webSocket("ws");
            String text = "x".repeat(50_000);
            try (JsonClient anna = JsonClient.named(address, "Anna");
                    JsonClient bob = JsonClient.named(address, "Bob");
                    RawClient stalled = new RawClient(address)) {
                stalled.sendText("{'type':'username','name':'Stalled'}");
                anna.await("'Stalled'");
                long worst = 0;
                for (int i = 0; i < 200; i++) {
                    long began = System.nanoTime();
                    anna.send("{'type':'message','text':'" + i + ":" + text + "'}");
                    bob.await("'text':'" + i + ":");
                    worst = Math.max(worst, System.nanoTime() - began);
                }
                long worstMillis = worst / 1_000_000;
                assertTrue(worstMillis < 2_000, () -> "another client waited " + worstMillis + " ms");
                anna.await("'users':['Anna','Bob']");
            }
        }
    }

    @Test
    void a_stalled_client_is_closed_after_the_write_timeout_even_below_the_limit_of_bytes() throws Exception {
        try (RunningParley parley = RunningParley.start(
                "--set", "parley.outbox.write-timeout=500ms", "--set", "parley.outbox.max-bytes=100000000")) {
            URI address = parley.webSocket("echo");
            try (RawClient stalled = new RawClient(address)) {
                CompletableFuture<Void> sending =
                        CompletableFuture.runAsync(() -> sendForEver(stalled), work -> new Thread(work).start());
                ExecutionException refused = assertThrows(
                        ExecutionException.class, () -> sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                assertInstanceOf(IOException.class, refused.getCause().getCause());
            }
        }
    }

    /** 18 MB, which is more than systems keep for a connection, and then so little that it reaches no limit of bytes. */
    private static void sendForEver(RawClient stalled) {
        try {
            for (int i = 0; i < 300; i++) {
                stalled.send(true, RawClient.BINARY, new byte[60_000]);
            }
            while (true) {
                stalled.send(true, RawClient.BINARY, new byte[1]);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_limit_of_connections_is_told_at_the_handshake() throws Exception {
        try (RunningParley parley = RunningParley.start("--set", "parley.connections.max=1")) {
            URI address = parley.webSocket("ws");
            try (JsonClient first = JsonClient.named(address, "First")) {
                IOException refused = null;
                try (RawClient second = new RawClient(address)) {
                    second.read();
                } catch (IOException e) {
                    refused = e;
                }
                assertTrue(refused != null && refused.getMessage().contains(" 503 "), String.valueOf(refused));
                first.send("{'type':'message','text':'still here'}").await("still here");
                assertEquals(false, first.isClosed());
            }
        }
    }
}
