package dev.parley.chat.store;

import dev.parley.storage.DaemonThreads;
import dev.parley.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A few threads that read from the database; a bounded number of reads waits for them. Safe for use by many threads. */
final class ReadThreads implements AutoCloseable {
    static final int THREADS = 4;
    static final int WAITING = 1_000;
    private static final long FAREWELL_SECONDS = 2;

    private final ThreadPoolExecutor pool;

    ReadThreads(DaemonThreads threads) {
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                threads.named("parley-chat-reader"));
        pool.allowCoreThreadTimeOut(true);
    }

    <T> CompletionStage<T> run(Supplier<T> question) {
        Reading<T> reading = new Reading<>(question, new CompletableFuture<>());
        try {
            pool.execute(reading);
        } catch (RejectedExecutionException e) {
            String reason = pool.isShutdown() ? "the archive is closed" : WAITING + " reads wait already";
            reading.answer.completeExceptionally(new StorageException(reason, e));
        }
        return reading.answer;
    }

    /** Lets those that wait have their turn, but not for long. Interrupts nobody: H2 would close its file. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            pool.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Runnable> left = new ArrayList<>();
        pool.getQueue().drainTo(left);
        for (Runnable each : left) {
            ((Reading<?>) each).answer.completeExceptionally(new StorageException("the archive is closed", null));
        }
    }

    private record Reading<T>(Supplier<T> question, CompletableFuture<T> answer) implements Runnable {
        @Override
        public void run() {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) { // the border: somebody waits for an answer
                answer.completeExceptionally(e);
            }
        }
    }
}
