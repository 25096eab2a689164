package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What was in the container's {@code HttpSession} when a connection was opened. Immutable, but the values are those of the
 * session, and shared with it.
 *
 * @param id the session's id, a secret
 * @param attributes of the attributes that the application has asked for those that there were
 */
public record WebSession(String id, Map<String, Object> attributes) {
    public WebSession {
        requireNonNull(id, "id");
        attributes = Map.copyOf(attributes);
    }

    /** An attribute; empty where it was not there, not asked for, or of another type. */
    public <T> Optional<T> attribute(String name, Class<T> type) {
        return Optional.ofNullable(attributes.get(name)).filter(type::isInstance).map(type::cast);
    }

    /** Without anything of the session, which may be secret. */
    @Override
    public String toString() {
        return "WebSession";
    }
}
