package dev.parley.connection;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Tells whoever has sent a message that it is in the container's hands. */
public final class SendResult implements Step {
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final Executor workers;

    /** @param workers run what depends on the result, so that it holds up nothing else that leaves */
    public SendResult(Executor workers) {
        this.workers = workers;
    }

    /** Ends with a {@link ClosedChannelException} if the connection has ended before. */
    public CompletionStage<Void> stage() {
        return result.minimalCompletionStage();
    }

    @Override
    public void take(Transport.Sent done) {
        workers.execute(() -> result.complete(null));
        done.report(null);
    }

    @Override
    public void forgotten() {
        workers.execute(() -> result.completeExceptionally(new ClosedChannelException()));
    }
}
