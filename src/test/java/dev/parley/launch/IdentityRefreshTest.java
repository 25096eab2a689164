package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is replaced while the server runs; each look is made by hand. */
class IdentityRefreshTest {
    @TempDir
    private static Path shared;

    private static Certificate old;
    private static Certificate fresh;

    @TempDir
    private Path folder;

    private final Logger log = Logger.getLogger(IdentityRefresh.class.getName());
    private final List<String> told = new ArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            told.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Path certificate;
    private Path key;
    private IdentityRefresh refresh;

    @BeforeAll
    static void make() throws Exception {
        old = Certificate.ec(shared.resolve("old"), "old");
        fresh = Certificate.ec(shared.resolve("fresh"), "fresh");
    }

    @BeforeEach
    void begin() throws Exception {
        certificate = Files.copy(old.pem(), folder.resolve("cert.pem"));
        key = Files.copy(old.keyPem(), folder.resolve("key.pem"));
        refresh = IdentityRefresh.begin(new PemFiles(certificate, key, Optional.empty()));
        log.addHandler(listening);
    }

    @AfterEach
    void listenNoMore() {
        log.removeHandler(listening);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            refresh.run();
        }
    }

    private String used() {
        return refresh.current().identity().name();
    }

    private static void replace(Path file, Path by) throws Exception {
        Path next = Files.copy(by, file.resolveSibling("next"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void nothing_is_read_while_nothing_changes() {
        Identity first = refresh.current().identity();
        look(5);
        assertSame(first, refresh.current().identity());
        assertEquals(List.of(), told);
    }

    @Test
    void files_that_have_changed_and_rest_are_read() throws Exception {
        replace(certificate, fresh.pem());
        replace(key, fresh.keyPem());
        look(1);
        assertEquals("CN=old", used());
        look(1);
        assertEquals("CN=fresh", used());
        look(5);
        assertEquals(1, told.size(), told::toString);
    }

    @Test
    void a_certificate_that_comes_before_its_key_waits_for_it_in_silence() throws Exception {
        replace(certificate, fresh.pem());
        look(1);
        replace(key, fresh.keyPem());
        look(1);
        assertEquals("CN=old", used());
        assertEquals(List.of(), told);
        look(1);
        assertEquals("CN=fresh", used());
    }

    @Test
    void what_cannot_be_used_is_told_once_and_changes_nothing() throws Exception {
        Files.writeString(certificate, "half a");
        look(10);
        assertEquals("CN=old", used());
        assertEquals(List.of("WARNING the certificate stays as it was: --tls-cert must hold certificates in PEM form, none is in "
                + certificate), told);
        replace(certificate, fresh.pem());
        replace(key, fresh.keyPem());
        look(2);
        assertEquals("CN=fresh", used());
    }

    @Test
    void files_that_are_gone_are_told_once_and_may_come_back() throws Exception {
        Files.delete(key);
        look(10);
        assertEquals(List.of("WARNING the certificate stays as it was: --tls-key must be a file, there is no " + key), told);
        Files.copy(fresh.keyPem(), key);
        replace(certificate, fresh.pem());
        look(2);
        assertEquals("CN=fresh", used());
    }

    @Test
    void a_handshake_that_has_begun_ends_with_the_identity_it_began_with() throws Exception {
        CurrentIdentity keys = refresh.current();
        String alias = keys.chooseEngineServerAlias("EC", null, null);
        keys.replace(new PemFiles(fresh.pem(), fresh.keyPem(), Optional.empty()).read());
        assertEquals(old.certificate(), keys.getCertificateChain(alias)[0]);
        String next = keys.chooseEngineServerAlias("EC", null, null);
        assertEquals(fresh.certificate(), keys.getCertificateChain(next)[0]);
    }

    @Test
    void a_handshake_for_another_kind_of_key_gets_none() {
        assertNull(refresh.current().chooseEngineServerAlias("RSA", null, null));
    }
}
