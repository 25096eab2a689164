package dev.parley.account;

import dev.parley.socketio.AuthRefused;
import java.time.Clock;
import java.time.Instant;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Tokens that say for a while who somebody is: JSON Web Tokens (RFC 7519) signed by HS256. Safe for use by many threads. */
final class AccessTokens {
    static final int MOST = 2_048; // characters; far more than ours have

    private static final String NAME = "parley"; // issuer and audience
    private static final String SESSION = "sid";
    private static final AlgorithmConstraints HS256 =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256);

    /**
     * What a token says.
     *
     * @param account its id
     * @param session its id
     * @param until when it ends
     */
    record Claims(String account, String session, Instant until) {}

    private final HmacKey key;
    private final Clock clock;
    private final String head; // the first part of all of them

    /** @param secret 32 bytes or more */
    AccessTokens(byte[] secret, Clock clock) {
        if (secret.length < 32) { // RFC 7518, 3.2
            throw new IllegalArgumentException("a secret must have 32 bytes or more, has " + secret.length);
        }
        this.key = new HmacKey(secret);
        this.clock = clock;
        String any = issue(new Claims("", "", Instant.EPOCH));
        this.head = any.substring(0, any.indexOf('.') + 1);
    }

    String issue(Claims claims) {
        JwtClaims body = new JwtClaims();
        body.setIssuer(NAME);
        body.setAudience(NAME);
        body.setSubject(claims.account());
        body.setClaim(SESSION, claims.session());
        body.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
        body.setExpirationTime(NumericDate.fromMilliseconds(claims.until().toEpochMilli()));
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setHeader("typ", "parley-access"); // like no other's
        token.setPayload(body.toJson());
        token.setKey(key);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Whether somebody shows a token of this kind, forged or not: others are not ours to judge. */
    boolean isOne(String token) {
        return token.startsWith(head);
    }

    /** @throws AuthRefused if it is not valid */
    Claims read(String token) {
        try {
            return read(JwtClaims.parse(payload(token)));
        } catch (AuthRefused why) {
            throw why;
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException e) { // whatever it may be
            throw AuthRefused.invalid("a token must be a signed JSON Web Token (RFC 7519)");
        }
    }

    private String payload(String token) throws JoseException {
        JsonWebSignature signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(HS256);
        signed.setCompactSerialization(token.length() > MOST ? "" : token);
        signed.setKey(key);
        if (!signed.verifySignature()) {
            throw AuthRefused.invalid("a token must be signed by this server");
        }
        return signed.getPayload();
    }

    private Claims read(JwtClaims body) throws MalformedClaimException {
        if (!NAME.equals(body.getIssuer()) || !body.getAudience().contains(NAME)) {
            throw AuthRefused.invalid("a token must be for this server");
        }
        Instant until = Instant.ofEpochMilli(body.getExpirationTime().getValueInMillis());
        if (!until.isAfter(clock.instant())) {
            throw AuthRefused.expired();
        }
        return new Claims(body.getSubject(), body.getStringClaimValue(SESSION), until);
    }
}
