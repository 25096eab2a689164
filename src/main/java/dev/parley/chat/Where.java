package dev.parley.chat;

/**
 * Where something is said.
 *
 * @param room a room's name
 * @param to the id of the other, if it is a private room; else null
 * @param target what the other is called, null if it is no private room or they are not here
 */
record Where(String room, String to, String target) {

    static Where in(String room) {
        return new Where(room, null, null);
    }

    boolean isPrivate() {
        return to != null;
    }
}
