package dev.parley.chat.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two people of a private room, as its name tells: {@code @ann+bob}.
 *
 * @param personA an id
 * @param personB the other's
 */
record PrivateRoom(String personA, String personB) {
    private static final Pattern NAME = Pattern.compile("@([^+]+)\\+(.+)");

    static boolean isName(String room) {
        return room.startsWith("@");
    }

    /** Empty if the name is not that of a private room. */
    static Optional<PrivateRoom> of(String room) {
        Matcher parts = NAME.matcher(room);
        return parts.matches() ? Optional.of(new PrivateRoom(parts.group(1), parts.group(2))) : Optional.empty();
    }

    boolean isOf(String person) {
        return personA.equals(person) || personB.equals(person);
    }
}
