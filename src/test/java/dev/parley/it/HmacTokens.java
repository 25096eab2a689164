package dev.parley.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Tokens of somebody else, with a secret that the server has as well. */
final class HmacTokens {
    private static final String SECRET = "what somebody else signs tokens with";
    private static final String ISSUER = "https://id.example.org";

    private HmacTokens() {}

    /** Options of a server that accepts them, and others. */
    static Map<String, String> options(Map<String, String> others) throws IOException {
        Path secret = Path.of("target", "hmac-tokens-secret").toAbsolutePath();
        Files.writeString(secret, SECRET);
        Map<String, String> all = new HashMap<>(others);
        all.put("parley.auth.token.secret", secret.toString());
        all.put("parley.auth.token.issuer", ISSUER);
        all.put("parley.auth.token.audience", "parley");
        return all;
    }

    static String of(String name, String... roles) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("parley");
        claims.setSubject(name);
        claims.setStringListClaim("roles", roles);
        claims.setExpirationTimeMinutesInTheFuture(10);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("HS256");
        signature.setPayload(claims.toJson());
        signature.setKey(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)));
        return signature.getCompactSerialization();
    }
}
