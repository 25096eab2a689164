package dev.parley.socketio.annotation;

import dev.parley.socketio.SocketGroup;
import dev.parley.socketio.SocketIoServer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a namespace, or the template of many. Immutable.
 *
 * @param variables of a template; empty of a name
 */
record NamespacePath(String text, Set<String> variables) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]+)\\}");

    /** @throws InvalidNamespaceException if it is no name */
    static NamespacePath of(Class<?> type) {
        String text = type.getAnnotation(SocketNamespace.class).value();
        // a comma ends the name in a packet, and a question mark begins a query (socket.io-protocol, version 5)
        if (!text.startsWith("/") || text.contains(",") || text.contains("?")) {
            throw new InvalidNamespaceException(
                    type, "a namespace must start with '/' and have no ',' and no '?', was '" + text + "'");
        }
        Set<String> variables = new LinkedHashSet<>();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            variables.add(variable.group(1));
        }
        return new NamespacePath(text, Set.copyOf(variables));
    }

    /** @throws IllegalArgumentException if it is no template */
    SocketGroup open(SocketIoServer io) {
        return text.contains("{") || text.contains("}") ? io.ofTemplate(text) : io.of(text);
    }
}
