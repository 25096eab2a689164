package dev.parley.web;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a native client connects: a namespace and the dialect it speaks there.
 *
 * @param namespace with the leading slash
 */
record NativeAddress(String namespace, Dialect dialect) {
    enum Dialect {
        JSON,
        CODES,
        ECHO
    }

    // unreserved characters (RFC 3986, 2.3), because containers disagree on all others; not dots alone
    private static final Pattern PATH = Pattern.compile("/ws(?:/((?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,64})(/codes)?)?");

    NativeAddress {
        requireNonNull(namespace, "namespace");
        requireNonNull(dialect, "dialect");
    }

    /** @param path below the context, as it was sent; empty if nothing can be there */
    static Optional<NativeAddress> of(String path) {
        if (path.equals("/echo")) {
            return Optional.of(new NativeAddress("/", Dialect.ECHO));
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        return Optional.of(new NativeAddress(
                name == null ? "/" : "/" + name, matcher.group(2) == null ? Dialect.JSON : Dialect.CODES));
    }
}
