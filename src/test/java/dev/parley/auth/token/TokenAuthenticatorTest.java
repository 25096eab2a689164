package dev.parley.auth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.OpeningRequest;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.User;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens say who somebody is, and which do not. */
class TokenAuthenticatorTest {
    static final TokenOptions OPTIONS =
            new TokenOptions("https://id.example.org", "parley", "roles", Duration.ofSeconds(30), "token");
    private static final String SECRET = "a secret of 32 bytes or some more";

    private static KeyPair rsa;
    private static KeyPair otherRsa;
    private static KeyPair ec;
    private static KeyPair ed;

    @TempDir
    Path folder;

    private TokenAuthenticator authenticator;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        rsa = pair("RSA", 2048);
        otherRsa = pair("RSA", 2048);
        ec = pair("EC", 256);
        ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @BeforeEach
    void knowsThreeKeys() throws IOException {
        authenticator = with(pem(rsa.getPublic()) + pem(ec.getPublic()) + pem(ed.getPublic()));
    }

    private TokenAuthenticator with(String keys) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), keys);
        return TokenAuthenticator.withKeys(file.toString(), OPTIONS, true, Runnable::run);
    }

    private TokenAuthenticator withSecret(String secret) throws IOException {
        return TokenAuthenticator.withSecret(Files.writeString(folder.resolve("secret"), secret), OPTIONS, true);
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String token(String algorithm, Key key) {
        return token(algorithm, key, claims -> {}, header -> {});
    }

    private static String token(String algorithm, Key key, Consumer<JwtClaims> claims) {
        return token(algorithm, key, claims, header -> {});
    }

    static String token(
            String algorithm, Key key, Consumer<JwtClaims> change, Consumer<JsonWebSignature> changeHeader) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://id.example.org");
        claims.setAudience("parley");
        claims.setSubject("anna");
        claims.setExpirationTimeMinutesInTheFuture(5);
        change.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setDoKeyValidation(false);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        changeHeader.accept(signature);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private User user(String token) {
        return authenticator.verify(token).toCompletableFuture().join();
    }

    /** What is told to whoever shows a token that is not valid. */
    private String refusal(String token) {
        CompletionException failure = assertThrows(CompletionException.class, () -> user(token));
        AuthRefused why = assertInstanceOf(AuthRefused.class, failure.getCause());
        return why.code() + " " + why.data().orElseThrow().asJsonObject().getString("detail");
    }

    // What is valid

    @Test
    void tokens_of_all_algorithms_are_accepted_with_the_keys_that_go_with_them() throws IOException {
        assertEquals("anna", user(token("RS256", rsa.getPrivate())).getName());
        assertEquals("anna", user(token("ES256", ec.getPrivate())).getName());
        assertEquals("anna", user(token("EdDSA", ed.getPrivate())).getName());
        authenticator = withSecret(SECRET + "\n");
        assertEquals("anna", user(token("HS256", new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)))).getName());
    }

    @Test
    void a_user_has_the_roles_of_the_claim_until_the_token_ends() {
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 300);
        User anna = user(token("RS256", rsa.getPrivate(), claims -> {
            claims.setStringListClaim("roles", "admin", "member");
            claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        }));
        assertEquals(new User("anna", Set.of("admin", "member"), end.plusSeconds(30)), anna);
    }

    @Test
    void roles_may_be_a_text_or_lie_inside_another_claim_and_nothing_else() throws IOException {
        assertEquals(
                Set.of("read", "write"),
                user(token("RS256", rsa.getPrivate(), claims -> claims.setClaim("roles", " read  write "))).roles());
        assertEquals(Set.of(), user(token("RS256", rsa.getPrivate(), claims -> claims.setClaim("roles", 7))).roles());
        assertEquals(
                Set.of("a"),
                user(token("RS256", rsa.getPrivate(), claims -> claims.setClaim("roles", Arrays.asList("a", 7, "", null))))
                        .roles());
        TokenOptions nested = new TokenOptions(
                OPTIONS.issuer(), OPTIONS.audience(), "realm_access.roles", OPTIONS.skew(), OPTIONS.cookie());
        authenticator = TokenAuthenticator.withKeys(folder.resolve("keys").toString(), nested, true, Runnable::run);
        assertEquals(
                Set.of("admin"),
                user(token(
                                "RS256",
                                rsa.getPrivate(),
                                claims -> claims.setClaim("realm_access", Map.of("roles", List.of("admin")))))
                        .roles());
    }

    @ParameterizedTest
    @CsvSource({"-25, true", "-31, false"}) // seconds to spare where the token ages while it is checked
    void a_token_may_have_expired_as_long_ago_as_clocks_may_differ(int seconds, boolean isValid) {
        String token = token("RS256", rsa.getPrivate(), claims -> claims.setExpirationTime(in(seconds)));
        if (isValid) {
            assertEquals("anna", user(token).id());
        } else {
            assertEquals("AUTH_EXPIRED a token must not have expired", refusal(token));
        }
    }

    @ParameterizedTest
    @CsvSource({"29, true", "40, false"})
    void a_token_may_begin_as_much_later_as_clocks_may_differ(int seconds, boolean isValid) {
        String token = token("RS256", rsa.getPrivate(), claims -> claims.setNotBefore(in(seconds)));
        if (isValid) {
            assertEquals("anna", user(token).id());
        } else {
            assertEquals("AUTH_INVALID a token must be valid already (nbf)", refusal(token));
        }
    }

    private static NumericDate in(int seconds) {
        return NumericDate.fromSeconds(Instant.now().getEpochSecond() + seconds);
    }

    // Attacks

    @Test
    void a_token_of_another_issuer_for_another_audience_or_of_nobody_is_refused() {
        assertEquals(
                "AUTH_INVALID a token must be of the issuer that this server knows (iss)",
                refusal(token("RS256", rsa.getPrivate(), claims -> claims.setIssuer("https://id.example.com"))));
        assertEquals(
                "AUTH_INVALID a token must be for this server (aud)",
                refusal(token("RS256", rsa.getPrivate(), claims -> claims.setAudience("another"))));
        assertEquals(
                "AUTH_INVALID a token must have the claim aud",
                refusal(token("RS256", rsa.getPrivate(), claims -> claims.unsetClaim("aud"))));
        assertEquals(
                "AUTH_INVALID a token must have the claim sub",
                refusal(token("RS256", rsa.getPrivate(), claims -> claims.unsetClaim("sub"))));
        assertEquals(
                "AUTH_INVALID a token must have claims as RFC 7519 says",
                refusal(token("RS256", rsa.getPrivate(), claims -> claims.setSubject(" "))));
    }

    @Test
    void a_token_that_never_ends_is_refused() {
        assertEquals(
                "AUTH_INVALID a token must have the claim exp",
                refusal(token("RS256", rsa.getPrivate(), claims -> claims.unsetClaim("exp"))));
    }

    @Test
    void a_token_signed_by_somebody_else_is_refused() {
        assertTrue(refusal(token("RS256", otherRsa.getPrivate())).startsWith("AUTH_INVALID"));
    }

    @Test
    void a_token_that_was_changed_is_refused() {
        String[] parts = token("RS256", rsa.getPrivate()).split("\\.", -1);
        String changed = base64("{\"iss\":\"https://id.example.org\",\"aud\":\"parley\",\"sub\":\"root\",\"exp\":9999999999}");
        assertTrue(refusal(parts[0] + "." + changed + "." + parts[2]).startsWith("AUTH_INVALID"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", ""})
    void a_token_without_a_signature_is_refused(String algorithm) {
        String payload = token("RS256", rsa.getPrivate()).split("\\.", -1)[1];
        assertTrue(refusal(base64("{\"alg\":\"" + algorithm + "\"}") + "." + payload + ".").startsWith("AUTH_INVALID"));
    }

    @Test
    void a_public_key_is_not_taken_for_a_secret() {
        HmacKey confused = new HmacKey(pem(rsa.getPublic()).getBytes(StandardCharsets.UTF_8));
        assertTrue(refusal(token("HS256", confused)).startsWith("AUTH_INVALID"));
        assertTrue(refusal(token("HS256", new HmacKey(rsa.getPublic().getEncoded()))).startsWith("AUTH_INVALID"));
    }

    @Test
    void a_token_cannot_bring_its_own_key() throws JoseException {
        JsonWebKey own = JsonWebKey.Factory.newJwk(otherRsa.getPublic());
        assertTrue(refusal(token(
                        "RS256",
                        otherRsa.getPrivate(),
                        claims -> {},
                        header -> header.getHeaders().setJwkHeaderValue("jwk", own)))
                .startsWith("AUTH_INVALID"));
        assertTrue(refusal(token(
                        "RS256",
                        otherRsa.getPrivate(),
                        claims -> {},
                        header -> header.setHeader("jku", "https://evil.example.org/keys")))
                .startsWith("AUTH_INVALID"));
    }

    @Test
    void a_signature_of_zeros_is_none() {
        String[] parts = token("ES256", ec.getPrivate()).split("\\.", -1);
        String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        assertTrue(refusal(parts[0] + "." + parts[1] + "." + zeros).startsWith("AUTH_INVALID"));
    }

    @Test
    void what_is_critical_and_unknown_is_refused() {
        assertTrue(refusal(token("RS256", rsa.getPrivate(), claims -> {}, header -> header.setCriticalHeaderNames("x")))
                .startsWith("AUTH_INVALID"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "eyJhbGciOiJSUzI1NiJ9", "\u0000", "a.b.c.d.e", "{}", "null"})
    void what_is_no_token_is_refused(String text) {
        assertTrue(refusal(text).startsWith("AUTH_INVALID"));
    }

    @Test
    void a_token_may_be_as_long_as_issuers_make_them_and_no_longer() {
        assertTrue(refusal("a".repeat(TokenVerifier.MOST)).endsWith("a token must be a signed JSON Web Token (RFC 7519)"));
        assertEquals(
                "AUTH_INVALID a token must have at most 8192 characters, has 8193", refusal("a".repeat(TokenVerifier.MOST + 1)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    // Where a token is

    @Test
    void a_token_is_where_its_client_can_put_it() {
        JsonObject auth = Json.createObjectBuilder().add("token", "a").build();
        assertEquals(Optional.of("a"), authenticator.credentials(handshake(auth, "Bearer b", "c")));
        assertEquals(Optional.of("b"), authenticator.credentials(handshake(JsonValue.EMPTY_JSON_OBJECT, "bearer  b ", "c")));
        assertEquals(Optional.of("c"), authenticator.credentials(handshake(JsonValue.EMPTY_JSON_OBJECT, "Basic b", "c")));
        assertEquals(Optional.empty(), authenticator.credentials(handshake(JsonValue.EMPTY_JSON_OBJECT, "", "")));
        JsonObject none = Json.createObjectBuilder().addNull("token").build();
        assertEquals(Optional.empty(), authenticator.credentials(handshake(none, "", "")));
        JsonObject number = Json.createObjectBuilder().add("token", 7).build();
        assertThrows(AuthRefused.class, () -> authenticator.credentials(handshake(number, "", "")));
    }

    private static Handshake handshake(JsonObject auth, String authorization, String cookie) {
        return Handshake.of(
                new OpeningRequest(
                        "192.0.2.1",
                        true,
                        "/socket.io",
                        Map.of("token", List.of("never here, where logs would show it")),
                        Map.of("Authorization", List.of(authorization)),
                        Map.of("token", cookie),
                        null,
                        Instant.EPOCH),
                auth);
    }

    // Keys

    @Test
    void keys_may_be_a_set_or_a_single_one() throws Exception {
        authenticator = with(JsonWebKey.Factory.newJwk(ed.getPublic()).toJson());
        assertEquals("anna", user(token("EdDSA", ed.getPrivate())).id());
        authenticator = with(set(key("one", rsa), key("two", otherRsa)));
        assertEquals(
                "anna",
                user(token("RS256", otherRsa.getPrivate(), claims -> {}, header -> header.setKeyIdHeaderValue("two"))).id());
        assertTrue(refusal(token("RS256", otherRsa.getPrivate(), claims -> {}, header -> header.setKeyIdHeaderValue("one")))
                .startsWith("AUTH_INVALID"));
    }

    @Test
    void keys_without_a_name_are_tried_for_tokens_that_name_one() {
        assertEquals(
                "anna",
                user(token("RS256", rsa.getPrivate(), claims -> {}, header -> header.setKeyIdHeaderValue("x"))).id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY----- | a PEM file must have public keys or certificates, has PRIVATE KEY",
        "-----BEGIN PUBLIC KEY-----             | a PEM file must have a block that ends",
        "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY----- | a key of tokens must be readable: neither of RSA nor of EC nor of Ed25519",
        "{\"keys\": []}                         | a set of keys must have one that can be used",
        "[{\"kty\": \"RSA\"}]                     | keys of tokens must be JSON or PEM",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA   | keys of tokens must be JSON or PEM",
        "https://id.example.org/keys            | keys of tokens must be JSON or PEM",
    })
    void what_is_no_key_is_refused_and_says_why(String keys, String why) {
        assertEquals(
                why, assertThrows(IllegalArgumentException.class, () -> with(keys.replace("\\n", "\n"))).getMessage());
    }

    @Test
    void a_public_key_in_another_form_never_becomes_a_secret() {
        String bare = Base64.getEncoder().encodeToString(rsa.getPublic().getEncoded());
        String raw = new String(rsa.getPublic().getEncoded(), StandardCharsets.ISO_8859_1);
        for (String keys : List.of(bare, raw)) {
            assertThrows(IllegalArgumentException.class, () -> with(keys));
        }
        assertEquals(
                "a secret must be one, was PEM",
                assertThrows(IllegalArgumentException.class, () -> withSecret(pem(rsa.getPublic()))).getMessage());
    }

    @Test
    void keys_that_are_too_weak_or_for_other_algorithms_are_refused() throws Exception {
        KeyPair weak = pair("RSA", 1024);
        assertEquals(
                "a key of RSA must have 2048 bits or more, has 1024",
                assertThrows(IllegalArgumentException.class, () -> with(pem(weak.getPublic()))).getMessage());
        KeyPair large = pair("EC", 384);
        assertEquals(
                "a key of EC must be on the curve P-256, is on one of 384 bits",
                assertThrows(IllegalArgumentException.class, () -> with(pem(large.getPublic()))).getMessage());
    }

    @Test
    void keys_for_other_purposes_check_no_tokens() throws Exception {
        PublicJsonWebKey encrypting = key("one", rsa);
        encrypting.setUse("enc");
        authenticator = with(set(encrypting, key("two", otherRsa)));
        assertTrue(refusal(token("RS256", rsa.getPrivate())).startsWith("AUTH_INVALID"));
        assertEquals("anna", user(token("RS256", otherRsa.getPrivate())).id());
    }

    @Test
    void a_file_may_begin_with_a_byte_order_mark() throws Exception {
        authenticator = with("\ufeff" + set(key("one", rsa)));
        assertEquals("anna", user(token("RS256", rsa.getPrivate())).id());
    }

    @ParameterizedTest
    @CsvSource({"31, false", "32, true"})
    void a_secret_must_have_32_bytes(int bytes, boolean isEnough) throws IOException {
        String secret = " ".repeat(bytes); // blanks belong to it
        if (isEnough) {
            authenticator = withSecret(secret + "\r\n");
            assertEquals("anna", user(token("HS256", new HmacKey(secret.getBytes(StandardCharsets.UTF_8)))).id());
        } else {
            assertEquals(
                    "a secret must have 32 bytes or more, has 31",
                    assertThrows(IllegalArgumentException.class, () -> withSecret(secret)).getMessage());
        }
    }

    @Test
    void a_secret_is_no_public_key() throws JoseException {
        JsonWebKey secret = JsonWebKey.Factory.newJwk(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)));
        String json = secret.toJson(JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC);
        assertThrows(IllegalArgumentException.class, () -> with(json));
    }

    @Test
    void keys_must_not_come_over_a_way_on_which_others_could_be_put_in() {
        assertThrows(
                IllegalArgumentException.class,
                () -> TokenAuthenticator.withKeys("http://id.example.org/keys", OPTIONS, true, Runnable::run));
        assertThrows(
                IOException.class, () -> TokenAuthenticator.withKeys(folder.resolve("none").toString(), OPTIONS, true, Runnable::run));
    }

    static PublicJsonWebKey key(String name, KeyPair pair) throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setKeyId(name);
        return key;
    }

    static String set(JsonWebKey... keys) {
        return "{\"keys\":[" + String.join(",", Arrays.stream(keys).map(JsonWebKey::toJson).toList()) + "]}";
    }

}
