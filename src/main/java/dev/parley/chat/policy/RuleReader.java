package dev.parley.chat.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads the rules of the configuration: {@code place word|permission=who[,who] …; …}. Confined to one thread. */
final class RuleReader {
    private static final String ROLE = "role:";
    private static final Set<Permission> ENTRANCES = EnumSet.of(Permission.JOIN, Permission.CREATE);

    private final Map<Place, Map<Permission, Grant>> rules = new HashMap<>();

    private final UnaryOperator<String> roomName;

    private RuleReader(UnaryOperator<String> roomName) {
        this.roomName = roomName;
    }

    /**
     * @param roomName the name under which there is a room; throws IllegalArgumentException if there can be none
     * @throws IllegalArgumentException saying which of them is none, and why
     */
    static Map<Place, Map<Permission, Grant>> read(String text, UnaryOperator<String> roomName) {
        RuleReader reader = new RuleReader(roomName);
        Arrays.stream(text.split(";")).map(String::strip).filter(rule -> !rule.isEmpty()).forEach(reader::rule);
        return reader.rules;
    }

    private void rule(String rule) {
        List<String> words = List.of(rule.split("\\s+"));
        try {
            Place place = place(words.get(0));
            if (words.size() == 1) {
                throw new IllegalArgumentException("after the place it must say what is allowed there");
            }
            words.subList(1, words.size()).forEach(word -> word(place, word));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + rule + "': " + e.getMessage(), e);
        }
    }

    private Place place(String word) {
        int end = word.indexOf('#');
        String namespace = end < 0 ? word : word.substring(0, end);
        if (!namespace.equals(Rules.ANY) && !namespace.startsWith("/")) {
            throw new IllegalArgumentException("a place must be *, /namespace, *#room or /namespace#room, was " + word);
        }
        if (end < 0) {
            return Place.of(namespace);
        }
        String room = URLDecoder.decode(word.substring(end + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (room.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("the name of a room must be in UTF-8, was " + word);
        }
        return new Place(namespace, roomName.apply(room));
    }

    private void word(Place place, String word) {
        switch (word) {
            case "public" -> grant(place, ordinary(place), Grant.ALL);
            case "members" -> grant(place, ordinary(place), Grant.MEMBERS);
            case "read-only" -> grant(place, EnumSet.of(Permission.CREATE, Permission.POST), Grant.NOBODY);
            default -> {
                int end = word.indexOf('=');
                if (end < 0) {
                    throw new IllegalArgumentException("it must say public, members, read-only or permission=who, was " + word);
                }
                Permission permission = permission(word.substring(0, end));
                if (permission == Permission.CONNECT && place.room() != null) {
                    throw new IllegalArgumentException("connect must be said of a namespace; of a room it is join");
                } else if (ENTRANCES.contains(permission) && Place.LOBBY.equals(place.room())) {
                    throw new IllegalArgumentException("of the lobby it must be connect, of its namespace, was " + word);
                }
                grant(place, EnumSet.of(permission), grant(word.substring(end + 1)));
            }
        }
    }

    /** What people do who look after nobody. */
    private static Set<Permission> ordinary(Place place) {
        Set<Permission> all = EnumSet.complementOf(EnumSet.of(Permission.MODERATE));
        if (place.room() != null) {
            all.remove(Permission.CONNECT);
        }
        return all;
    }

    private static Permission permission(String key) {
        return Arrays.stream(Permission.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a permission must be one of "
                        + Arrays.stream(Permission.values()).map(Permission::key).collect(Collectors.joining(", ")) + ", was " + key));
    }

    private static Grant grant(String who) {
        return switch (who) {
            case "all" -> Grant.ALL;
            case "members" -> Grant.MEMBERS;
            case "nobody" -> Grant.NOBODY;
            default -> Grant.toRoles(
                    Arrays.stream(who.split(",", -1)).map(each -> role(each, who)).collect(Collectors.toSet()));
        };
    }

    private static String role(String word, String who) {
        if (!word.startsWith(ROLE) || word.length() == ROLE.length()) {
            throw new IllegalArgumentException("who must be all, members, nobody or role:name[,role:name], was " + who);
        }
        return word.substring(ROLE.length());
    }

    private void grant(Place place, Set<Permission> permissions, Grant grant) {
        Map<Permission, Grant> grants = rules.computeIfAbsent(place, any -> new EnumMap<>(Permission.class));
        for (Permission permission : permissions) {
            if (grants.putIfAbsent(permission, grant) != null) {
                throw new IllegalArgumentException(permission.key() + " must be said once of " + place);
            }
        }
    }
}
