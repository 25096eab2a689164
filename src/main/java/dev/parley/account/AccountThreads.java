package dev.parley.account;

import dev.parley.connection.Scheduler;
import dev.parley.socketio.EventRefused;
import dev.parley.storage.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The few threads on which passwords are compared and the database is asked, so that a crowd that tries passwords takes neither
 * the processors nor the memory of others. Nobody waits for longer than five seconds; what nobody waits for any more is not
 * done. Safe for use by many threads.
 */
public final class AccountThreads implements AutoCloseable {
    private static final int PASSWORDS = 2; // at 7 MiB each
    private static final int QUESTIONS = 2;
    private static final int WAITING = 100;
    private static final int MANY_WAITING = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DaemonThreads threads = new DaemonThreads();
    private final Scheduler scheduler;
    private final ThreadPoolExecutor passwords = pool(PASSWORDS, WAITING, "parley-passwords");
    private final ThreadPoolExecutor questions = pool(QUESTIONS, MANY_WAITING, "parley-accounts");

    /** @param scheduler tells who has waited for too long */
    public AccountThreads(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    private ThreadPoolExecutor pool(int size, int waiting, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), threads.named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Something with a password in it. */
    public <T> CompletionStage<T> compare(Supplier<T> work) {
        return run(passwords, work);
    }

    /** Something that the database answers. */
    public <T> CompletionStage<T> ask(Supplier<T> work) {
        return run(questions, work);
    }

    private <T> CompletionStage<T> run(ThreadPoolExecutor pool, Supplier<T> work) {
        Job<T> job = new Job<>(work, new CompletableFuture<>());
        // not CompletableFuture's own: its thread is the whole JVM's, and would keep the application for ever
        Scheduler.Timer patience = scheduler.after(PATIENCE, job::giveUp);
        CompletableFuture<T> unused = job.answer.whenComplete((done, failure) -> patience.cancel());
        try {
            pool.execute(job);
        } catch (RejectedExecutionException e) {
            int most = pool.getQueue().size() + pool.getQueue().remainingCapacity();
            job.refuse("at most " + most + " people may wait for that; try again");
        }
        return job.answer;
    }

    /** What has begun is ended, what waits is refused; interrupts nobody, for H2 would close its file. */
    @Override
    public void close() {
        for (ThreadPoolExecutor pool : List.of(passwords, questions)) {
            pool.shutdown();
            List<Runnable> left = new ArrayList<>();
            pool.getQueue().drainTo(left);
            left.forEach(job -> ((Job<?>) job).refuse("the server is shutting down"));
        }
        threads.join(FAREWELL_NANOS);
    }

    private record Job<T>(Supplier<T> work, CompletableFuture<T> answer) implements Runnable {
        /** Unless whoever has asked waits no more. */
        @Override
        public void run() {
            if (answer.isDone()) {
                return;
            }
            try {
                answer.complete(work.get());
            } catch (RuntimeException | Error e) { // the border: somebody waits for an answer
                answer.completeExceptionally(e);
            }
        }

        void giveUp() {
            refuse("it could not be done within " + PATIENCE.toSeconds() + " seconds; try again");
        }

        void refuse(String rule) {
            answer.completeExceptionally(new EventRefused("BUSY", null, rule, LATER));
        }
    }
}
