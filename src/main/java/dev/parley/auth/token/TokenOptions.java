package dev.parley.auth.token;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Which tokens are accepted: JSON Web Tokens (RFC 7519) that somebody else has signed.
 *
 * @param issuer what the claim {@code iss} must be; not empty
 * @param audience what the claim {@code aud} must contain; not empty
 * @param rolesClaim the claim with the roles, such as {@code roles}, or {@code realm_access.roles} for one inside another
 * @param skew how far the clocks of the issuer and of this server may differ; not negative
 * @param cookie the cookie in which a token may come; empty: none
 */
public record TokenOptions(String issuer, String audience, String rolesClaim, Duration skew, String cookie) {
    public TokenOptions {
        requireNonNull(cookie, "cookie");
        requireNotBlank("issuer", issuer);
        requireNotBlank("audience", audience);
        requireNotBlank("the claim with the roles", rolesClaim);
        if (skew.isNegative()) {
            throw new IllegalArgumentException("clock skew must not be negative, was " + skew);
        }
    }

    private static void requireNotBlank(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank, was '" + value + "'");
        }
    }
}
