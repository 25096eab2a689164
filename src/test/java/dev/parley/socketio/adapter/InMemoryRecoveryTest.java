package dev.parley.socketio.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastTarget;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SentEvent;
import dev.parley.testkit.VirtualScheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes between what was missed and what is sent now: nothing. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class InMemoryRecoveryTest {
    private final InMemoryRecovery store = new InMemoryRecovery(RecoveryOptions.on(), new VirtualScheduler());
    private final String start = store.position();
    private final List<String> happened = new CopyOnWriteArrayList<>();

    private void append(String event) {
        store.append(
                new SentEvent(event, Arguments.none(), BroadcastTarget.EVERYBODY), offset -> {
                    happened.add("delivered " + event);
                    return () -> {};
                });
    }

    private static boolean isStopped(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.TERMINATED;
    }

    @Test
    void what_is_sent_while_somebody_comes_back_is_delivered_after_that() throws Exception {
        append("missed");
        Thread sender = new Thread(() -> append("late"));
        store.replay(
                start,
                events -> {
                    events.forEach(kept -> happened.add("replayed " + kept.event().event()));
                    sender.start();
                    while (!isStopped(sender)) {
                        Thread.onSpinWait();
                    }
                },
                () -> happened.add("resumed"));
        sender.join();
        assertEquals(List.of("delivered missed", "replayed missed", "resumed", "delivered late"), happened);
    }

    @Test
    void somebody_who_has_missed_much_does_not_keep_others_from_sending() {
        for (int i = 0; i < 1_000; i++) {
            append("missed");
        }
        happened.clear();
        Thread sender = new Thread(() -> append("meanwhile"));
        store.replay(
                start,
                events -> {
                    happened.add("replayed " + events.size());
                    if (happened.size() == 1) {
                        sender.start();
                        while (!isStopped(sender)) {
                            Thread.onSpinWait();
                        }
                    }
                },
                () -> happened.add("resumed"));
        assertEquals(List.of("replayed 1000", "delivered meanwhile", "replayed 1", "resumed"), happened);
    }

    @Test
    void offsets_of_another_log_mean_nothing() {
        InMemoryRecovery other = new InMemoryRecovery(RecoveryOptions.on(), new VirtualScheduler());
        assertTrue(store.replay(start, events -> {}, () -> {}).toCompletableFuture().join());
        assertEquals(
                false, other.replay(start, events -> {}, () -> {}).toCompletableFuture().join());
    }
}
