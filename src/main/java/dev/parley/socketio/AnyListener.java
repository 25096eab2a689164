package dev.parley.socketio;

/** Hears of every event, whatever its name: a catch-all listener. */
@FunctionalInterface
public interface AnyListener {

    /** Called before the listeners of the event's own name; an exception is logged and changes nothing. */
    void on(Socket socket, String event, Arguments arguments);
}
