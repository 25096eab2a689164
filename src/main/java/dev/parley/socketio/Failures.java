package dev.parley.socketio;

import java.util.concurrent.CompletionException;

/** Why stages have failed. */
final class Failures {
    private Failures() {}

    /** What was thrown, out of the wrapping that stages put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
