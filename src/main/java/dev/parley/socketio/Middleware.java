package dev.parley.socketio;

/** Decides whether a socket may enter a namespace, before anybody hears of it. */
@FunctionalInterface
public interface Middleware {

    /** @throws ConnectRefused to keep it out; what it joined is left again */
    void check(Socket socket);
}
