package dev.parley.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place where options may be set.
 *
 * @param name what it is called in messages, such as {@code system property}
 * @param values gives the text of an option, null when it is not set here
 */
public record Source(String name, Function<Option, String> values) {
    public Source {
        requireNonNull(name, "name");
        requireNonNull(values, "values");
    }

    public static Source systemProperties() {
        return new Source("system property", option -> System.getProperty(option.key()));
    }

    /** @param environment the process's environment */
    public static Source environment(Map<String, String> environment) {
        return new Source("environment", option -> environment.get(option.environmentName()));
    }

    Optional<String> find(Option option) {
        return Optional.ofNullable(values.apply(option));
    }
}
