package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.NpmClients;
import dev.parley.it.RawClient;
import dev.parley.launch.TlsServers.Way;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar} with a certificate, on either server: which one is shown, to whom, and what follows from it for pages. */
class TlsIT {
    @RegisterExtension
    static final TlsServers SERVERS = new TlsServers();

    @TempDir
    private Path folder;

    private static RunningParley shared(Way way) throws Exception {
        return SERVERS.shared(way, "--set", "parley.hsts.days=365");
    }

    private static SSLSocket connect(RunningParley parley, SSLContext believing) throws IOException {
        SSLSocket socket = (SSLSocket) believing.getSocketFactory()
                .createSocket(parley.address().getHost(), parley.address().getPort());
        socket.setSoTimeout((int) TlsServers.PATIENCE.toMillis());
        return socket;
    }

    private static X509Certificate shown(RunningParley parley, SSLContext believing) throws IOException {
        try (SSLSocket socket = connect(parley, believing)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @CsvSource({"UNDERTOW, HTTP_2", "UNDERTOW, HTTP_1_1", "TOMCAT, HTTP_2", "TOMCAT, HTTP_1_1"})
    void the_page_comes_by_the_version_that_the_client_wants(Way way, Version version) throws Exception {
        RunningParley parley = shared(way);
        assertEquals("https", parley.address().getScheme());
        HttpResponse<String> page = SERVERS.client(version).send(TlsServers.request(parley.address()).build(), BodyHandlers.ofString());
        assertEquals(200, page.statusCode());
        assertEquals(version, page.version());
        assertTrue(page.body().contains("<title>"), page.body());
        assertEquals("max-age=31536000", header(page, "Strict-Transport-Security"));
        assertEquals("", parley.errors());
    }

    @ParameterizedTest
    @CsvSource({"undertow, PKCS12", "undertow, JKS", "tomcat, PKCS12", "tomcat, JKS"})
    void a_keystore_is_as_good(String server, String type) throws Exception {
        Certificate stored = Certificate.make(folder, "stored", "-keyalg", "EC", "-groupname", "secp256r1", "-storetype", type);
        try (RunningParley parley = RunningParley.start(
                "--server", server,
                "--tls-keystore", stored.keystore().toString(), "--tls-password-file", stored.password().toString())) {
            HttpClient client = HttpClient.newBuilder().sslContext(Certificate.believing(stored)).build();
            HttpResponse<Void> page = client.send(TlsServers.request(parley.address()).build(), BodyHandlers.discarding());
            assertEquals(200, page.statusCode());
            assertEquals("", parley.errors());
        }
    }

    // Accounts

    @ParameterizedTest
    @EnumSource(names = {"UNDERTOW", "TOMCAT"})
    void the_cookie_of_a_session_goes_back_over_tls_alone_whatever_a_client_says_of_itself(Way way) throws Exception {
        URI accounts = shared(way).address().resolve("api/accounts");
        for (String proto : List.of("https", "http")) { // nobody is named in parley.proxies
            HttpResponse<String> signedUp = SERVERS.client(Version.HTTP_2)
                    .send(signUp(accounts, way + " " + proto).header("X-Forwarded-Proto", proto).build(), BodyHandlers.ofString());
            assertEquals(201, signedUp.statusCode(), signedUp.body());
            String cookie = header(signedUp, "Set-Cookie");
            assertTrue(cookie.matches("parley-session=[^;]+; Path=/api/session; .*; HttpOnly; SameSite=Strict; Secure"), cookie);
        }
    }

    @Test
    void without_tls_it_does_so_if_a_proxy_that_is_believed_has_it() throws Exception {
        try (RunningParley parley = RunningParley.start("--set", "parley.hsts.days=365", "--set", "parley.proxies=127.0.0.1")) {
            assertEquals("HttpOnly; SameSite=Strict|", promises(parley, "http"));
            assertEquals("HttpOnly; SameSite=Strict; Secure|max-age=31536000", promises(parley, "https"));
        }
    }

    /** How the cookie ends, and for how long browsers shall come over TLS alone. */
    private static String promises(RunningParley parley, String proto) throws Exception {
        HttpRequest.Builder request = signUp(parley.address().resolve("api/accounts"), "Ann " + proto);
        HttpResponse<String> signedUp = HttpClient.newHttpClient()
                .send(request.header("X-Forwarded-Proto", proto).build(), BodyHandlers.ofString());
        assertEquals(201, signedUp.statusCode(), signedUp.body());
        String cookie = header(signedUp, "Set-Cookie");
        return cookie.substring(cookie.indexOf("HttpOnly")) + "|" + header(signedUp, "Strict-Transport-Security");
    }

    private static HttpRequest.Builder signUp(URI accounts, String name) {
        return TlsServers.request(accounts)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\",\"password\":\"correct horse\"}"));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNDERTOW", "TOMCAT"})
    void who_comes_back_by_the_cookie_is_who_has_signed_up_to_socket_io_and_natively(Way way) throws Exception {
        NpmClients.install();
        ProcessBuilder node = new ProcessBuilder("node", "--test", "account.test.mjs");
        node.environment()
                .putAll(Map.of(
                        "NODE_EXTRA_CA_CERTS", SERVERS.pem().toString(),
                        "PARLEY_URL", shared(way).address().toString().replaceFirst("/$", ""),
                        "PARLEY_DEADLINE_MS", "15000"));
        String report = NpmClients.run(node);
        assertTrue(report.contains("# pass 5") && report.contains("# fail 0"), report);
    }

    // Certificates

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void a_new_certificate_is_shown_to_who_comes_next_and_disturbs_nobody(String server) throws Exception {
        Path certificates = Files.copy(SERVERS.pem(), folder.resolve("cert.pem"));
        Path key = Files.copy(SERVERS.keyPem(), folder.resolve("key.pem"));
        Certificate second = Certificate.ec(folder.resolve("second"), "second");
        SSLContext both = Certificate.believing(SERVERS.certificate(), second);
        try (RunningParley parley = RunningParley.start(
                        "--server", server, "--tls-cert", certificates.toString(), "--tls-key", key.toString());
                RawClient old = SERVERS.webSocket(parley, "echo")) {
            assertEquals(SERVERS.certificate().certificate(), shown(parley, both));
            Files.writeString(certificates, "half a");
            awaitError(parley, "the certificate stays as it was: --tls-cert must hold certificates");
            assertEquals(SERVERS.certificate().certificate(), shown(parley, both));
            Files.copy(second.pem(), certificates, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.keyPem(), key, StandardCopyOption.REPLACE_EXISTING);
            awaitError(parley, "a new certificate is used: CN=second");
            assertEquals(second.certificate(), shown(parley, both));
            old.sendText("still here");
            assertEquals("still here", old.read().text());
            assertEquals(2, parley.errors().lines().count(), parley.errors());
        }
    }

    private static void awaitError(RunningParley parley, String part) throws Exception {
        long end = System.nanoTime() + TlsServers.PATIENCE.toNanos();
        while (!parley.errors().contains(part)) {
            assertTrue(System.nanoTime() < end, parley.errors());
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNDERTOW", "TOMCAT"})
    void what_is_not_tls_or_too_old_is_turned_away(Way way) throws Exception {
        RunningParley parley = shared(way);
        byte[] answer = ask(parley, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertTrue(!new String(answer, StandardCharsets.ISO_8859_1).contains("200"));
        // the hello of a client that knows TLS 1.1 and nothing newer
        String hello = "0302" + "00".repeat(32) + "00" + "0004" + "c013002f" + "0100";
        String record = "160301002f" + "0100002b" + hello;
        assertEquals("15030", HexFormat.of().formatHex(ask(parley, HexFormat.of().parseHex(record))).substring(0, 5));
        assertEquals(200, SERVERS.client(Version.HTTP_2)
                .send(TlsServers.request(parley.address()).build(), BodyHandlers.discarding())
               .statusCode());
        assertEquals("", parley.errors());
    }

    /** All that comes until the server ends the connection, which it does. */
    private static byte[] ask(RunningParley parley, byte[] request) throws IOException {
        try (Socket socket = new Socket(parley.address().getHost(), parley.address().getPort())) {
            socket.setSoTimeout((int) TlsServers.PATIENCE.toMillis());
            socket.getOutputStream().write(request);
            InputStream answer = socket.getInputStream();
            return answer.readAllBytes();
        }
    }

    @Test
    void who_begins_no_handshake_is_not_waited_for() throws Exception {
        try (RunningParley parley = SERVERS.start(Way.UNDERTOW);
                Socket silent = new Socket(parley.address().getHost(), parley.address().getPort())) {
            silent.setSoTimeout((int) TlsServers.PATIENCE.toMillis());
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void a_certificate_that_has_expired_is_told_and_served() throws Exception {
        Certificate expired = Certificate.make(
                folder, "expired", "-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-10d", "-validity", "5");
        try (RunningParley parley = RunningParley.start(
                "--tls-cert", expired.pem().toString(), "--tls-key", expired.keyPem().toString())) {
            assertTrue(parley.errors().contains("the certificate of CN=expired has expired on "), parley.errors());
            assertEquals(1, parley.errors().lines().count(), parley.errors());
        }
    }
}
