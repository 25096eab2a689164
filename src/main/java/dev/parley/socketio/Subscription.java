package dev.parley.socketio;

/** What a listener or a middleware was registered as. Safe for use by many threads. */
@FunctionalInterface
public interface Subscription {

    /** Takes it back: it is not called for what comes later. Twice is once. */
    void cancel();
}
