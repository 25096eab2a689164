package dev.parley.launch;

import dev.parley.Folders;
import dev.parley.it.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** {@code java -jar} with a certificate: one server for all tests of a class that want the same, and clients that believe it. */
final class TlsServers implements BeforeAllCallback, AfterAllCallback {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<List<String>, RunningParley> shared = new HashMap<>();
    // null before the first test
    private Path folder;
    private Certificate certificate;
    private Path pem; // written once: whoever serves it would take it for another
    private Path keyPem;
    private SSLContext believing;

    /** Each way in which connections are served. */
    enum Way {
        TOMCAT("tomcat", "workers"),
        UNDERTOW("undertow", "workers"),
        UNDERTOW_IO("undertow", "io");

        private final String server;
        private final String threads;

        Way(String server, String threads) {
            this.server = server;
            this.threads = threads;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("parley-tls-");
        certificate = Certificate.rsa(folder.resolve("certificate"), "first");
        pem = certificate.pem();
        keyPem = certificate.keyPem();
        believing = Certificate.believing(certificate);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        shared.values().forEach(RunningParley::close);
        shared.clear();
        Folders.delete(folder);
    }

    /** One for all tests that want the same, which goes on until the last of them is over. */
    RunningParley shared(Way way, String... more) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(way.name()));
        wanted.addAll(List.of(more));
        RunningParley known = shared.get(wanted);
        if (known == null) {
            known = start(way, more);
            shared.put(wanted, known);
        }
        return known;
    }

    /** One that is the caller's to close. */
    RunningParley start(Way way, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--server", way.server, "--set", "parley.websocket.threads=" + way.threads,
                "--tls-cert", pem.toString(), "--tls-key", keyPem.toString()));
        all.addAll(List.of(more));
        return RunningParley.start(all.toArray(String[]::new));
    }

    /** What all of them show. */
    Certificate certificate() {
        return certificate;
    }

    Path pem() {
        return pem;
    }

    Path keyPem() {
        return keyPem;
    }

    HttpClient client(Version version) {
        return HttpClient.newBuilder().sslContext(believing).version(version).build();
    }

    static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    SSLContext believing() {
        return believing;
    }

    RawClient webSocket(RunningParley parley, String path) throws IOException {
        return new RawClient(believing.getSocketFactory().createSocket(), parley.webSocket(path));
    }
}
