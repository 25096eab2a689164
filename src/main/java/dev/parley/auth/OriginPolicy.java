package dev.parley.auth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which pages may open connections (RFC 6454, RFC 6455 section 10.2). Immutable. A request without an {@code Origin} is
 * no browser's and is let through: this protects people from foreign pages, not the server from programs.
 */
public final class OriginPolicy {
    // by hand, because java.net.URI knows no host with an underscore
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://([a-z0-9._~-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

    private static final Pattern PAGE = Pattern.compile("https?://[^/?#]*", Pattern.CASE_INSENSITIVE);

    private final boolean any;
    private final Set<String> allowed;
    private final List<Pattern> wildcards;

    private OriginPolicy(boolean any, Set<String> allowed, List<Pattern> wildcards) {
        this.any = any;
        this.allowed = allowed;
        this.wildcards = List.copyOf(wildcards);
    }

    /**
     * Pages of this host, and of the origins listed.
     *
     * @param origins such as {@code https://chat.example.org}, or {@code https://*.example.org} for every host below it;
     *     {@code *} alone allows all
     * @throws IllegalArgumentException if one is no origin
     */
    public static OriginPolicy sameHostAnd(List<String> origins) {
        if (origins.equals(List.of("*"))) {
            return new OriginPolicy(true, Set.of(), List.of());
        }
        Set<String> allowed = new HashSet<>();
        List<Pattern> wildcards = new ArrayList<>();
        for (String origin : origins) {
            boolean isWildcard = origin.contains("://*.");
            String normal = normalised(origin.replace("://*.", "://"))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "an origin must look like https://host, https://host:port or https://*.host, was '" + origin
                                    + "'"));
            if (isWildcard) {
                int host = normal.indexOf("://") + 3;
                wildcards.add(Pattern.compile(
                        Pattern.quote(normal.substring(0, host)) + "[a-z0-9._~-]+" + Pattern.quote("." + normal.substring(host))));
            } else {
                allowed.add(normal);
            }
        }
        return new OriginPolicy(false, Set.copyOf(allowed), wildcards);
    }

    /**
     * The origin of the page from which a request comes, as far as its browser says so. Some say it in a {@code Referer}
     * alone: those that load a script over plain HTTP.
     *
     * @param origin the header {@code Origin}, null if there was none
     * @param site the header {@code Sec-Fetch-Site}, null if there was none; where a browser sends it, it sends an {@code
     *     Origin} too when that counts
     * @param referer the header {@code Referer}, null if there was none
     * @return null if there is none
     */
    public static String origin(String origin, String site, String referer) {
        if (origin != null || site != null || referer == null) {
            return origin;
        }
        Matcher page = PAGE.matcher(referer);
        return page.lookingAt() ? page.group() : null;
    }

    /** Whether pages of any origin may. */
    public boolean allowsAll() {
        return any;
    }

    /** Whether no other origin is listed. */
    public boolean isSameHostOnly() {
        return !any && allowed.isEmpty() && wildcards.isEmpty();
    }

    /**
     * @param origin the header {@code Origin}, null if there was none
     * @param host the header {@code Host}, null if there was none
     */
    public boolean allows(String origin, String host) {
        if (any || origin == null) {
            return true;
        }
        Optional<String> normal = normalised(origin);
        return normal.isPresent()
                && (allowed.contains(normal.get())
                        || wildcards.stream().anyMatch(wildcard -> wildcard.matcher(normal.get()).matches())
                        || isSameHost(normal.get(), host));
    }

    // The scheme is not compared: behind a proxy that ends TLS the page is https and we are not.
    private static boolean isSameHost(String origin, String host) {
        if (host == null) {
            return false;
        }
        String scheme = origin.substring(0, origin.indexOf(':'));
        return normalised(scheme + "://" + host).equals(Optional.of(origin));
    }

    /** scheme://host:port in lower case with the port spelled out; empty if it is no http or https origin. */
    private static Optional<String> normalised(String origin) {
        Matcher matcher = ORIGIN.matcher(origin.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String defaultPort = matcher.group(1).equals("https") ? "443" : "80";
        String port = matcher.group(3) == null ? defaultPort : matcher.group(3);
        return Optional.of(matcher.group(1) + "://" + matcher.group(2) + ":" + port);
    }
}
