package dev.parley.web;

/** Who tells listeners of messages, where the container lets us choose. */
enum ThreadChoice {
    /** One of many threads, which may block. */
    WORKERS,
    /** One of the few that wait for all connections. */
    IO;

    boolean mayBlock() {
        return this == WORKERS;
    }
}
