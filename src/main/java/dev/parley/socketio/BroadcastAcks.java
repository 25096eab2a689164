package dev.parley.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gathers the answers to one broadcast. Safe for use by many threads. */
public final class BroadcastAcks {
    private final CompletableFuture<List<Arguments>> result = new CompletableFuture<>();
    private final List<Arguments> answers = new ArrayList<>(); // guarded by this
    private int awaited = 1; // guarded by this; one for the count itself, which comes last
    private int missing; // guarded by this

    /** For adapters: one more receiver is asked. Every one of them is counted before {@link #counted}. */
    public synchronized void asked() {
        awaited++;
    }

    /** For adapters: all receivers have been asked. */
    public void counted() {
        settle(null, false);
    }

    /** For adapters: a receiver has answered. */
    public void answered(Arguments answer) {
        settle(answer, false);
    }

    /** For adapters: a receiver will not answer. */
    public void missed() {
        settle(null, true);
    }

    /** All answers, or {@link AckTimeoutException} with those that have come. */
    CompletableFuture<List<Arguments>> result() {
        return result;
    }

    private void settle(Arguments answer, boolean isMissing) {
        List<Arguments> all;
        int failed;
        synchronized (this) {
            if (answer != null) {
                answers.add(answer);
            }
            missing += isMissing ? 1 : 0;
            awaited--;
            if (awaited > 0) {
                return;
            }
            all = List.copyOf(answers);
            failed = missing;
        }
        if (failed == 0) {
            result.complete(all);
        } else {
            result.completeExceptionally(
                    new AckTimeoutException(failed + " of " + (failed + all.size()) + " did not acknowledge", all));
        }
    }
}
