package dev.parley.socketio;

import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;

/** What is known of the events of a group. Safe for use by many threads. */
final class Descriptions {
    private final TreeMap<String, EventDescription> byEvent = new TreeMap<>(); // guarded by this

    /** The first to know the arguments is believed. */
    synchronized void add(EventDescription event) {
        byEvent.merge(event.event(), event, (known, other) -> known.arguments().isPresent() ? known : other);
    }

    /** Also of events of which nothing but the name is known. */
    synchronized Collection<EventDescription> all(Set<String> names) {
        TreeMap<String, EventDescription> all = new TreeMap<>(byEvent);
        names.forEach(name -> all.putIfAbsent(name, EventDescription.of(name, Arguments.class, Arguments.class)));
        return all.values();
    }
}
