package dev.parley.socketio;

import java.util.OptionalLong;

/** Emissions for wires that are measured; only this package makes any. */
public final class Emissions {
    private Emissions() {}

    /** An event as {@code emit} makes it. */
    public static Emission of(String event, Arguments arguments) {
        return new Emission("/", event, arguments, true, OptionalLong.empty());
    }
}
