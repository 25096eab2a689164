package dev.parley.auth.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys with which tokens are checked, and the algorithms that go with them: a token cannot choose one that its key is not
 * for. Immutable.
 *
 * @param resolver finds the key of a token
 * @param algorithms names of RFC 7518, 3.1 and RFC 8037, 3.1
 * @param mayWait whether finding one may take time, because somebody else is asked
 */
record TokenKeys(VerificationKeyResolver resolver, Set<String> algorithms, boolean mayWait) {
    /** Bytes of a secret (RFC 7518, 3.2: as many as the hash has). */
    private static final int LEAST_SECRET = 32;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final Duration KEPT = Duration.ofHours(1); // unless the answer says otherwise
    private static final Duration KEPT_IF_UNREACHABLE = Duration.ofDays(1);
    private static final Duration LEAST_BETWEEN = Duration.ofSeconds(10); // however many unknown keys tokens name
    private static final int MILLIS_TO_ANSWER = 5_000;
    private static final int MOST_OF_ANSWER = 500_000; // characters

    /**
     * Keys from where the issuer publishes them (RFC 7517, 5). They are asked for when the first token comes, kept as long as
     * the answer says or for an hour, and asked for again when a token names one that is not there.
     *
     * @throws IllegalArgumentException if anybody on the way could put in others
     */
    static TokenKeys at(URI address) {
        boolean isSafe = "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost()));
        if (!isSafe) {
            throw new IllegalArgumentException("keys must come over https, or from this host, not from " + address);
        }
        Get get = new Get();
        get.setRetries(0);
        get.setConnectTimeout(MILLIS_TO_ANSWER);
        get.setReadTimeout(MILLIS_TO_ANSWER);
        get.setResponseBodySizeLimit(MOST_OF_ANSWER);
        HttpsJwks keys = new HttpsJwks(address.toString());
        keys.setSimpleHttpGet(get);
        keys.setDefaultCacheDuration(KEPT.toSeconds());
        keys.setRetainCacheOnErrorDuration(KEPT_IF_UNREACHABLE.toSeconds());
        keys.setRefreshReprieveThreshold(LEAST_BETWEEN.toMillis());
        HttpsJwksVerificationKeyResolver resolver = new HttpsJwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true);
        return new TokenKeys(resolver, Set.of("RS256", "ES256", "EdDSA"), true);
    }

    /**
     * Keys from a file: a JWK or a set of them (RFC 7517), public keys or certificates as PEM (RFC 7468), or else a secret for
     * HS256.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if nothing in it is a key for one of the algorithms
     */
    static TokenKeys in(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<JsonWebKey> keys;
        try {
            if (text.stripLeading().startsWith("{")) {
                keys = json(text);
            } else if (text.contains("-----BEGIN ")) {
                keys = pem(text);
            } else {
                keys = List.of(JsonWebKey.Factory.newJwk(secret(text)));
            }
        } catch (JoseException | GeneralSecurityException e) {
            throw new IllegalArgumentException("a key of tokens must be readable: " + e.getMessage(), e);
        }
        return of(keys);
    }

    private static TokenKeys of(List<JsonWebKey> keys) {
        Set<String> algorithms = new TreeSet<>();
        for (JsonWebKey key : keys) {
            algorithms.add(algorithm(key.getKey()));
        }
        if (algorithms.size() > 1 && algorithms.contains("HS256")) {
            throw new IllegalArgumentException("keys must be secret or public, not both");
        }
        return new TokenKeys((token, nesting) -> key(keys, token), Set.copyOf(algorithms), false);
    }

    /** The key that a token names, or else the one that has signed it: keys in PEM have no names. */
    private static Key key(List<JsonWebKey> keys, JsonWebSignature token) throws UnresolvableKeyException {
        String name = token.getKeyIdHeaderValue();
        for (JsonWebKey key : keys) {
            boolean isNamed = key.getKeyId() == null || name == null || key.getKeyId().equals(name);
            if (isNamed && algorithm(key.getKey()).equals(token.getAlgorithmHeaderValue()) && isSigned(token, key.getKey())) {
                return key.getKey();
            }
        }
        throw new UnresolvableKeyException("none of the keys has signed it");
    }

    private static boolean isSigned(JsonWebSignature token, Key key) {
        token.setKey(key);
        try {
            return token.verifySignature();
        } catch (JoseException e) { // not with this key
            return false;
        }
    }

    private static String algorithm(Key key) {
        if (key instanceof HmacKey || key.getAlgorithm().startsWith("Hmac") || key.getAlgorithm().equals("AES")) {
            if (key.getEncoded().length < LEAST_SECRET) {
                throw new IllegalArgumentException(
                        "a secret must have " + LEAST_SECRET + " bytes or more, has " + key.getEncoded().length);
            }
            return "HS256";
        }
        return switch (key.getAlgorithm()) {
            case "RSA" -> "RS256";
            case "EC" -> "ES256";
            case "EdDSA", "Ed25519" -> "EdDSA";
            default -> throw new IllegalArgumentException("a key must be of RSA, EC or Ed25519, was of " + key.getAlgorithm());
        };
    }

    private static List<JsonWebKey> json(String text) throws JoseException {
        List<JsonWebKey> keys =
                text.contains("\"keys\"") ? new JsonWebKeySet(text).getJsonWebKeys() : List.of(JsonWebKey.Factory.newJwk(text));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a set of keys must have one that can be used");
        }
        return keys;
    }

    /** As it stands, but for the end of a line that editors add. */
    private static HmacKey secret(String text) {
        return new HmacKey(text.strip().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<JsonWebKey> pem(String text) throws JoseException, GeneralSecurityException {
        List<JsonWebKey> keys = new ArrayList<>();
        Matcher blocks = PEM.matcher(text);
        while (blocks.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(2));
            keys.add(JsonWebKey.Factory.newJwk(publicKey(blocks.group(1), bytes)));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a PEM file must have a block that ends");
        }
        return keys;
    }

    private static PublicKey publicKey(String kind, byte[] bytes) throws GeneralSecurityException {
        return switch (kind) {
            case "CERTIFICATE" -> CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes))
                    .getPublicKey();
            case "PUBLIC KEY" -> publicKey(new X509EncodedKeySpec(bytes));
            default -> throw new IllegalArgumentException("a PEM file must have public keys or certificates, has " + kind);
        };
    }

    private static PublicKey publicKey(X509EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String kind : Arrays.asList("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(encoded);
            } catch (GeneralSecurityException other) {
                // the next is tried: what it is stands in the encoding, where no factory lets us look
            }
        }
        throw new GeneralSecurityException("neither of RSA nor of EC nor of Ed25519");
    }
}
