package dev.parley.auth.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Keys with which tokens are checked. Each is for one algorithm (RFC 7518, 3.1 and RFC 8037, 3.1), so that a token cannot
 * choose another. Immutable.
 */
final class TokenKeys {
    /** Bytes of a secret (RFC 7518, 3.2: as many as the hash has). */
    private static final int LEAST_SECRET = 32;

    private static final int LEAST_RSA_BITS = 2_048; // RFC 7518, 3.3
    private static final int P256_BITS = 256; // RFC 7518, 3.4

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    /** @param name null if it has none */
    private record Named(String name, String algorithm, Key key) {}

    private final List<Named> keys;

    private TokenKeys(List<Named> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Public keys from a file: a JWK or a set of them (RFC 7517), or keys and certificates as PEM (RFC 7468).
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is none of these, or holds one that is not for one of the algorithms
     */
    static TokenKeys in(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).replaceFirst("^\u00ef\u00bb\u00bf", "");
        try {
            if (text.stripLeading().startsWith("{")) {
                return json(text, true);
            } else if (text.contains("-----BEGIN ")) {
                return pem(text);
            }
        } catch (JoseException | GeneralSecurityException e) {
            throw new IllegalArgumentException("a key of tokens must be readable: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("keys of tokens must be JSON or PEM");
    }

    /**
     * A secret for HS256 from a file, as it stands but for the end of a line.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is too short, or nothing that is a secret
     */
    static TokenKeys secretIn(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n$", "");
        if (text.contains("-----BEGIN ")) {
            throw new IllegalArgumentException("a secret must be one, was PEM");
        } else if (text.length() < LEAST_SECRET) {
            throw new IllegalArgumentException("a secret must have " + LEAST_SECRET + " bytes or more, has " + text.length());
        }
        return new TokenKeys(List.of(new Named(null, "HS256", new HmacKey(text.getBytes(StandardCharsets.ISO_8859_1)))));
    }

    /**
     * What an issuer publishes (RFC 7517, 5). Keys for other purposes than to check these tokens are left out.
     *
     * @throws IOException if it is no set of keys, or none of them can be used
     */
    static TokenKeys published(String text) throws IOException {
        try {
            return json(text, false);
        } catch (JoseException | IllegalArgumentException e) {
            throw new IOException("what is published is no set of keys that can be used: " + e.getMessage(), e);
        }
    }

    /** @param isStrict whether a key that cannot be used is a mistake; else it is left out */
    private static TokenKeys json(String text, boolean isStrict) throws JoseException {
        List<JsonWebKey> found =
                text.contains("\"keys\"") ? new JsonWebKeySet(text).getJsonWebKeys() : List.of(JsonWebKey.Factory.newJwk(text));
        List<Named> keys = new ArrayList<>();
        for (JsonWebKey each : found) {
            try {
                String algorithm = algorithm(each.getKey());
                if (isFor(algorithm, each)) {
                    keys.add(new Named(each.getKeyId(), algorithm, each.getKey()));
                }
            } catch (IllegalArgumentException unusable) {
                if (isStrict) {
                    throw unusable;
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a set of keys must have one that can be used");
        }
        return new TokenKeys(keys);
    }

    /** Whether a key is meant to check signatures of an algorithm (RFC 7517, 4.2 and 4.4). */
    private static boolean isFor(String algorithm, JsonWebKey key) {
        return (key.getUse() == null || key.getUse().equals("sig"))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }

    private static TokenKeys pem(String text) throws GeneralSecurityException {
        List<Named> keys = new ArrayList<>();
        Matcher blocks = PEM.matcher(text);
        while (blocks.find()) {
            PublicKey key = publicKey(blocks.group(1), Base64.getMimeDecoder().decode(blocks.group(2)));
            keys.add(new Named(null, algorithm(key), key));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a PEM file must have a block that ends");
        }
        return new TokenKeys(keys);
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
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(encoded);
            } catch (GeneralSecurityException other) {
                // the next is tried: what it is stands in the encoding, where no factory lets us look
            }
        }
        throw new GeneralSecurityException("neither of RSA nor of EC nor of Ed25519");
    }

    private static String algorithm(Key key) {
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS) {
                throw new IllegalArgumentException("a key of RSA must have " + LEAST_RSA_BITS + " bits or more, has " + bits);
            }
            return "RS256";
        } else if (key instanceof ECKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            if (bits != P256_BITS) {
                throw new IllegalArgumentException("a key of EC must be on the curve P-256, is on one of " + bits + " bits");
            }
            return "ES256";
        } else if (key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals("Ed25519")) {
            return "EdDSA";
        }
        throw new IllegalArgumentException("a key must be public, of RSA, EC or Ed25519, was of " + key.getAlgorithm());
    }

    Set<String> algorithms() {
        return keys.stream().map(Named::algorithm).collect(Collectors.toUnmodifiableSet());
    }

    /** The key that has signed a token; empty if it is not here, or the signature is bad. */
    Optional<Key> of(JsonWebSignature token) {
        String name = token.getKeyIdHeaderValue();
        return keys.stream()
                .filter(key -> key.name() == null || name == null || key.name().equals(name))
                .filter(key -> key.algorithm().equals(token.getAlgorithmHeaderValue()))
                .map(Named::key)
                .filter(key -> isSigned(token, key))
                .findFirst();
    }

    private static boolean isSigned(JsonWebSignature token, Key key) {
        token.setKey(key);
        try {
            return token.verifySignature();
        } catch (JoseException e) { // not with this key
            return false;
        }
    }
}
