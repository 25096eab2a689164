package dev.parley.auth;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pages of other origins may do over plain HTTP (Fetch Standard, "CORS protocol"): an {@link OriginPolicy} says which,
 * this says how they are told. Immutable.
 *
 * @param origins the origins that may
 * @param credentials whether with cookies
 * @param methods told to those that ask before
 * @param allowedHeaders the same; empty: whatever they ask for
 * @param exposedHeaders the headers they may read
 * @param maxAge seconds for which the answer may be remembered; 0: not said
 * @param preflightStatus the status of that answer, 200 to 299
 */
public record CorsPolicy(
        OriginPolicy origins,
        boolean credentials,
        List<String> methods,
        List<String> allowedHeaders,
        List<String> exposedHeaders,
        int maxAge,
        int preflightStatus) {
    public CorsPolicy {
        requireNonNull(origins, "origins");
        methods = List.copyOf(methods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
        if (credentials && origins.allowsAll()) {
            throw new IllegalArgumentException("credentials must not be allowed to pages of any origin");
        }
    }

    /**
     * The headers of an answer.
     *
     * @param origin the header {@code Origin}, null if there was none
     * @param host the header {@code Host}, null if there was none
     */
    public Map<String, String> headers(String origin, String host) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (origins.allowsAll()) {
            headers.put("Access-Control-Allow-Origin", "*");
        } else if (!origins.isSameHostOnly()) {
            headers.put("Vary", "Origin");
            if (origin != null && origins.allows(origin, host)) {
                headers.put("Access-Control-Allow-Origin", origin);
            }
        }
        if (headers.containsKey("Access-Control-Allow-Origin")) {
            if (credentials) {
                headers.put("Access-Control-Allow-Credentials", "true");
            }
            if (!exposedHeaders.isEmpty()) {
                headers.put("Access-Control-Expose-Headers", String.join(",", exposedHeaders));
            }
        }
        return headers;
    }

    /** Whether requests that ask for permission are answered at all. */
    public boolean answersPreflights() {
        return !origins.isSameHostOnly();
    }

    /**
     * The headers of an answer to a page that asks before it sends the request proper.
     *
     * @param requestedHeaders the header {@code Access-Control-Request-Headers}, null if there was none
     */
    public Map<String, String> preflightHeaders(String origin, String host, String requestedHeaders) {
        Map<String, String> headers = headers(origin, host);
        headers.remove("Access-Control-Expose-Headers");
        headers.put("Access-Control-Allow-Methods", String.join(",", methods));
        if (!allowedHeaders.isEmpty()) {
            headers.put("Access-Control-Allow-Headers", String.join(",", allowedHeaders));
        } else if (requestedHeaders != null) {
            headers.put("Access-Control-Allow-Headers", requestedHeaders);
            headers.merge("Vary", "Access-Control-Request-Headers", (before, more) -> before + ", " + more);
        }
        if (maxAge > 0) {
            headers.put("Access-Control-Max-Age", Integer.toString(maxAge));
        }
        return headers;
    }
}
