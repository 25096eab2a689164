package dev.parley.auth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.parley.connection.OpeningRequest;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.User;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final TokenOptions OPTIONS =
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

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
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
        return TokenAuthenticator.with(file.toString(), OPTIONS, true, Runnable::run);
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

    private static String token(
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
        authenticator = with(SECRET + "\n");
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
        authenticator = TokenAuthenticator.with(folder.resolve("keys").toString(), nested, true, Runnable::run);
        assertEquals(
                Set.of("admin"),
                user(token(
                                "RS256",
                                rsa.getPrivate(),
                                claims -> claims.setClaim("realm_access", Map.of("roles", List.of("admin")))))
                        .roles());
    }

    @ParameterizedTest
    @CsvSource({"-29, true", "-31, false"})
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
        assertTrue(refusal("a".repeat(TokenVerifier.MOST)).endsWith("whose key and algorithm this server knows"));
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
        "short                                  | a secret must have 32 bytes or more, has 5",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY----- | a PEM file must have public keys or certificates, has PRIVATE KEY",
        "-----BEGIN PUBLIC KEY-----             | a PEM file must have a block that ends",
        "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY----- | a key of tokens must be readable: neither of RSA nor of EC nor of Ed25519",
        "{\"keys\": []}                         | a set of keys must have one that can be used",
    })
    void what_is_no_key_is_refused_and_says_why(String keys, String why) {
        assertEquals(
                why, assertThrows(IllegalArgumentException.class, () -> with(keys.replace("\\n", "\n"))).getMessage());
    }

    @Test
    void secrets_and_public_keys_do_not_mix() throws JoseException {
        JsonWebKey secret = JsonWebKey.Factory.newJwk(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)));
        String both = "{\"keys\":[" + secret.toJson(JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC) + ","
                + JsonWebKey.Factory.newJwk(rsa.getPublic()).toJson() + "]}";
        assertEquals(
                "keys must be secret or public, not both",
                assertThrows(IllegalArgumentException.class, () -> with(both)).getMessage());
    }

    @Test
    void keys_must_not_come_over_a_way_on_which_others_could_be_put_in() {
        assertThrows(
                IllegalArgumentException.class,
                () -> TokenAuthenticator.with("http://id.example.org/keys", OPTIONS, true, Runnable::run));
        assertThrows(
                IOException.class, () -> TokenAuthenticator.with(folder.resolve("none").toString(), OPTIONS, true, Runnable::run));
    }

    private static PublicJsonWebKey key(String name, KeyPair pair) throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setKeyId(name);
        return key;
    }

    private static String set(JsonWebKey... keys) {
        return "{\"keys\":[" + String.join(",", Arrays.stream(keys).map(JsonWebKey::toJson).toList()) + "]}";
    }

    @Test
    void published_keys_are_kept_and_asked_for_again_when_a_token_names_a_new_one() throws Exception {
        AtomicReference<String> published = new AtomicReference<>(set(key("one", rsa)));
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] answer = published.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.length == 0 ? 500 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        try {
            String address = "http://localhost:" + issuer.getAddress().getPort() + "/keys";
            authenticator = TokenAuthenticator.with(address, OPTIONS, true, Runnable::run);
            assertEquals(0, asked.get(), "nobody has come");
            published.set("");
            assertEquals(
                    "AUTH_UNAVAILABLE the keys of tokens cannot be had at the moment", refusal(signedBy("one", rsa)));
            published.set(set(key("one", rsa)));
            assertEquals("anna", user(signedBy("one", rsa)).id());
            int before = asked.get();
            assertEquals("anna", user(signedBy("one", rsa)).id());
            assertEquals(before, asked.get(), "it is kept");
            assertTrue(refusal(token("HS256", new HmacKey(rsa.getPublic().getEncoded()))).startsWith("AUTH_INVALID"));
            for (int i = 0; i < 20; i++) {
                assertTrue(refusal(signedBy("unknown " + i, otherRsa)).startsWith("AUTH_INVALID"));
            }
            assertTrue(asked.get() <= before + 1, "unknown names make us ask " + (asked.get() - before) + " times");
        } finally {
            issuer.stop(0);
        }
    }

    private static String signedBy(String name, KeyPair pair) {
        return token("RS256", pair.getPrivate(), claims -> {}, header -> header.setKeyIdHeaderValue(name));
    }
}
