package dev.parley.chat;

import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stages for which nobody waits too long. Pure functions. */
final class Deadline {
    private Deadline() {}

    /** What a stage brings or, when it has brought nothing for so long, something else. */
    static <T> CompletionStage<T> within(Duration patience, Scheduler scheduler, CompletionStage<T> stage, T otherwise) {
        CompletableFuture<T> first = new CompletableFuture<>();
        Scheduler.Timer timer = scheduler.after(patience, () -> first.complete(otherwise));
        stage.whenComplete((brought, failure) -> {
            timer.cancel();
            if (failure == null) {
                first.complete(brought);
            } else {
                first.completeExceptionally(failure);
            }
        });
        return first;
    }
}
