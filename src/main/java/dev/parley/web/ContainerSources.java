package dev.parley.web;

import dev.parley.config.Option;
import dev.parley.config.Source;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where options may be set in a container, the strongest first. */
final class ContainerSources {
    private static final Logger LOG = System.getLogger(ContainerSources.class.getName());

    private ContainerSources() {}

    /** System properties, environment, JNDI environment entries, context parameters. */
    static List<Source> of(ServletContext context) {
        return List.of(
                Source.systemProperties(),
                Source.environment(System.getenv()),
                new Source("JNDI environment entry", ContainerSources::lookUp),
                new Source("context parameter", option -> context.getInitParameter(option.key())));
    }

    /** System properties that look like options and are none: a word misspelt. */
    static List<String> unknown() {
        Set<String> known = Arrays.stream(Option.values()).map(Option::key).collect(Collectors.toSet());
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("parley.") && !known.contains(name))
                .sorted()
                .toList();
    }

    @SuppressWarnings("BanJNDI") // only names from our own list, below java:comp/env
    private static String lookUp(Option option) {
        Context names = null;
        try {
            names = new InitialContext();
            Object value = names.lookup("java:comp/env/" + option.jndiName());
            return value == null ? null : value.toString();
        } catch (NamingException absent) { // no such entry, or a container without JNDI
            return null;
        } finally {
            close(names);
        }
    }

    private static void close(Context names) {
        if (names != null) {
            try {
                names.close();
            } catch (NamingException e) {
                LOG.log(Level.DEBUG, "the naming context could not be closed", e);
            }
        }
    }
}
