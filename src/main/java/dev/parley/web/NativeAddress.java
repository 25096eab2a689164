package dev.parley.web;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a native client connects, below {@code /ws} or {@code /sse}: a namespace and the dialect it speaks there.
 *
 * @param namespace with the leading slash
 * @param dialect empty unless the path names one
 */
record NativeAddress(String namespace, String dialect) {
    // unreserved characters (RFC 3986, 2.3), because containers disagree on all others; not dots alone
    private static final String NAME = "((?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,64})";
    private static final Pattern DIALECT = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern PATH = Pattern.compile("/(?:ws|sse)(?:/" + NAME + "(?:/(" + DIALECT + "))?)?");

    NativeAddress {
        requireNonNull(namespace, "namespace");
        requireNonNull(dialect, "dialect");
    }

    /** @param path below the context, as it was sent; empty if nothing can be there */
    static Optional<NativeAddress> of(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        String dialect = matcher.group(2);
        return Optional.of(new NativeAddress(name == null ? "/" : "/" + name, dialect == null ? "" : dialect));
    }

    /** Whether a dialect may have this name. */
    static boolean isDialect(String name) {
        return DIALECT.matcher(name).matches();
    }
}
