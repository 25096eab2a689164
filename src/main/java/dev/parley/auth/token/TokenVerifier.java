package dev.parley.auth.token;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/** Checks tokens: their signature (RFC 7515) and their claims (RFC 7519, 4.1). Safe for use by many threads. */
final class TokenVerifier {
    /** Characters; far more than issuers need, and few enough to be parsed for anybody. */
    static final int MOST = 8_192;

    private static final int MOST_ROLES = 1_000;

    /** What the first of the errors is told as; what is not here is nothing that could be understood. */
    private static final Map<Integer, String> WRONG = Map.ofEntries(
            Map.entry(ErrorCodes.EXPIRATION_MISSING, "a token must have the claim exp"),
            Map.entry(ErrorCodes.NOT_YET_VALID, "a token must be valid already (nbf)"),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, "a token must have the claim aud"),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, "a token must be for this server (aud)"),
            Map.entry(ErrorCodes.ISSUER_MISSING, "a token must have the claim iss"),
            Map.entry(ErrorCodes.ISSUER_INVALID, "a token must be of the issuer that this server knows (iss)"),
            Map.entry(ErrorCodes.SUBJECT_MISSING, "a token must have the claim sub"),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, "a token must be signed"),
            Map.entry(ErrorCodes.SIGNATURE_INVALID, "a token must be signed by its issuer"));

    private final JwtConsumer consumer;
    private final TokenOptions options;

    TokenVerifier(TokenKeys keys, TokenOptions options) {
        this.options = requireNonNull(options, "options");
        this.consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setRequireSubject()
                .setExpectedIssuer(true, options.issuer())
                .setExpectedAudience(true, options.audience())
                .setAllowedClockSkewInSeconds(Math.toIntExact(options.skew().toSeconds()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, keys.algorithms().toArray(String[]::new)))
                .setVerificationKeyResolver(
                        (token, nesting) -> keys.of(token).orElseThrow(() -> new UnresolvableKeyException("unknown")))
                .build();
    }

    /** @throws AuthRefused if it is longer than tokens are */
    static void requireReasonable(String token) {
        if (token.length() > MOST) {
            throw AuthRefused.invalid("a token must have at most " + MOST + " characters, has " + token.length());
        }
    }

    /** What is told of a token that none of the keys has signed. */
    static AuthRefused notSigned() {
        return AuthRefused.invalid("a token must be signed by its issuer, with a key and an algorithm that this server knows");
    }

    /**
     * @return empty if none of the keys has signed it
     * @throws AuthRefused if it is not valid for another reason
     */
    Optional<User> verify(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Instant until = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()).plus(options.skew());
            return Optional.of(new User(claims.getSubject(), roles(claims), until));
        } catch (InvalidJwtException e) {
            if (isUnknown(e)) {
                return Optional.empty();
            }
            throw refusal(e);
        } catch (MalformedClaimException | RuntimeException e) { // of a token that its issuer has signed
            throw AuthRefused.invalid("a token must have claims as RFC 7519 says");
        }
    }

    private static boolean isUnknown(InvalidJwtException why) {
        for (Throwable cause = why.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvableKeyException) {
                return true;
            }
        }
        return false;
    }

    private static AuthRefused refusal(InvalidJwtException why) {
        if (why.hasExpired()) {
            return AuthRefused.expired();
        }
        return AuthRefused.invalid(why.getErrorDetails().stream()
                .map(detail -> WRONG.get(detail.getErrorCode()))
                .filter(text -> text != null)
                .findFirst()
                .orElse("a token must be a signed JSON Web Token (RFC 7519)"));
    }

    /** A list of texts, or texts with blanks between them as scopes have them; none where the claim is something else. */
    private Set<String> roles(JwtClaims claims) {
        Object value = claims.getClaimsMap();
        for (String part : options.rolesClaim().split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(part) : null;
        }
        if (value instanceof String text) {
            value = Arrays.asList(text.strip().split("\\s+"));
        }
        return !(value instanceof Collection<?> all)
                ? Set.of()
                : all.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(role -> !role.isEmpty())
                        .limit(MOST_ROLES)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
