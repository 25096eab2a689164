package dev.parley.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gathers the answers to one broadcast. Safe for use by many threads. */
public final class BroadcastAcks {
    private final CompletableFuture<List<Arguments>> result = new CompletableFuture<>();
    private final List<Arguments> answers = new ArrayList<>(); // guarded by this
    private int awaited = 1; // guarded by this; one for the count itself, which comes last
    private final List<String> missing = new ArrayList<>(); // guarded by this

    /** For adapters: one more receiver is asked. Every one of them is counted before {@link #counted}. */
    public synchronized void asked() {
        awaited++;
    }

    /** For adapters: all receivers have been asked. */
    public void counted() {
        settle(null, null);
    }

    /** For adapters: a receiver has answered. */
    public void answered(Arguments answer) {
        settle(answer, null);
    }

    /**
     * For adapters: a receiver will not answer.
     *
     * @param publicId of its socket
     */
    public void missed(String publicId) {
        settle(null, publicId);
    }

    /** All answers, or {@link AckTimeoutException} with those that have come. */
    CompletableFuture<List<Arguments>> result() {
        return result;
    }

    private void settle(Arguments answer, String missingId) {
        List<Arguments> all;
        List<String> absent;
        synchronized (this) {
            if (answer != null) {
                answers.add(answer);
            }
            if (missingId != null) {
                missing.add(missingId);
            }
            awaited--;
            if (awaited > 0) {
                return;
            }
            all = List.copyOf(answers);
            absent = List.copyOf(missing);
        }
        if (absent.isEmpty()) {
            result.complete(all);
        } else {
            int asked = absent.size() + all.size();
            result.completeExceptionally(new AckTimeoutException(
                    absent.size() + " of " + asked + " did not acknowledge", all, absent));
        }
    }
}
