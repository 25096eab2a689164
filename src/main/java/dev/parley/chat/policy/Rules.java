package dev.parley.chat.policy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the configuration says: of the rules for a permission that of a room in a namespace counts first, then that of a room in
 * any namespace, of the namespace, of all. Where there is none everybody may, but for moderating. Who may moderate somewhere may
 * do everything there; administrators may everywhere. Immutable.
 */
public final class Rules implements Policy {
    /** Stands for every namespace. */
    static final String ANY = "*";

    private final Map<Place, Map<Permission, Grant>> rules;
    private final ModeratorRoles roles;
    private final Grant moderators;

    Rules(Map<Place, Map<Permission, Grant>> rules, ModeratorRoles roles) {
        this.rules = Map.copyOf(rules);
        this.roles = roles;
        this.moderators = Grant.toRoles(Set.of(roles.moderator()));
    }

    /** Everybody may do everything but moderate. */
    public static Rules open(ModeratorRoles roles) {
        return new Rules(Map.of(), roles);
    }

    /**
     * Reads rules such as {@code /team members; /#news read-only; /board connect=role:board post=role:chair,role:deputy}.
     *
     * @param text empty: none
     * @param roomName the name under which there is a room; throws IllegalArgumentException if there can be none
     * @throws IllegalArgumentException saying which of them is none, and why
     */
    public static Rules parse(String text, ModeratorRoles roles, UnaryOperator<String> roomName) {
        return new Rules(RuleReader.read(text, roomName), roles);
    }

    @Override
    public Decision decide(Subject who, Permission permission, Place where) {
        if (roles.isAdmin(who)) {
            return Decision.ALLOWED;
        }
        Grant grant = grant(permission, where);
        boolean moderates = permission != Permission.MODERATE && grant(Permission.MODERATE, where).lets(who);
        return moderates ? Decision.ALLOWED : grant.decide(who, permission);
    }

    /** Whether nothing but moderating is kept from anybody. */
    boolean isOpen() {
        return rules.isEmpty();
    }

    private Grant grant(Permission permission, Place where) {
        if (!rules.isEmpty()) {
            Stream<Place> places = where.room() == null
                    ? Stream.of(where, Place.of(ANY))
                    : Stream.of(where, new Place(ANY, where.room()), where.whole(), Place.of(ANY));
            Grant found = places.map(place -> rules.getOrDefault(place, Map.of()).get(permission))
                    .filter(grant -> grant != null)
                    .findFirst()
                    .orElse(null);
            if (found != null) {
                return found;
            }
        }
        return permission == Permission.MODERATE ? moderators : Grant.ALL;
    }

    /** Those who look after the chat. */
    public ModeratorRoles roles() {
        return roles;
    }

    /** All roles that are spoken of: a container is asked for no others. */
    public Set<String> allRoles() {
        Set<String> all = new TreeSet<>(Set.of(roles.moderator(), roles.admin()));
        rules.values().forEach(grants -> grants.values().forEach(grant -> all.addAll(grant.roles())));
        return all;
    }

    /** The namespaces that rules speak of, with the leading slash, by name. */
    public Set<String> namespaces() {
        return rules.keySet().stream()
                .map(Place::namespace)
                .filter(name -> !name.equals(ANY))
                .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));
    }

}
