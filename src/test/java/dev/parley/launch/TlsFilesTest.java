package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read as a certificate with its key, and what is said of what cannot. */
class TlsFilesTest {
    @TempDir
    private static Path shared;

    private static Certificate rsa;
    private static Certificate ec;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() throws Exception {
        rsa = Certificate.rsa(shared.resolve("rsa"), "rsa");
        ec = Certificate.ec(shared.resolve("ec"), "ec");
    }

    private static PemFiles files(Path certificates, Path key) {
        return new PemFiles(certificates, key, Optional.empty());
    }

    private static String refusal(TlsFiles files) {
        return assertThrows(TlsException.class, files::read).getMessage();
    }

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("file"), content);
    }

    @Test
    void keys_of_rsa_and_ec_are_read_in_each_of_their_forms() throws Exception {
        assertEquals(List.of(rsa.certificate()), files(rsa.pem(), rsa.keyPem()).read().chain());
        assertEquals(List.of(rsa.certificate()), files(rsa.pem(), rsa.oldRsaPem()).read().chain());
        assertEquals(List.of(ec.certificate()), files(ec.pem(), ec.keyPem()).read().chain());
        assertEquals(List.of(ec.certificate()), files(ec.pem(), ec.oldEcPem()).read().chain());
    }

    @Test
    void an_encrypted_key_is_read_with_its_password() throws Exception {
        var encrypted = new PemFiles(rsa.pem(), rsa.encryptedPem(), Optional.of(rsa.password()));
        assertEquals("CN=rsa", encrypted.read().name());
    }

    @Test
    void a_chain_keeps_its_order() throws Exception {
        Path chain = file(Files.readString(rsa.pem()) + "\nand its issuer:\n" + Files.readString(ec.pem()));
        assertEquals(List.of(rsa.certificate(), ec.certificate()), files(chain, rsa.keyPem()).read().chain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void keystores_of_both_types_are_recognised(String type) throws Exception {
        Certificate made = Certificate.make(folder, "stored", "-keyalg", "EC", "-groupname", "secp256r1", "-storetype", type);
        assertEquals("CN=stored", new KeyStoreFiles(made.keystore(), made.password()).read().name());
    }

    @Test
    void the_password_is_the_first_line_whatever_ends_it() throws Exception {
        Path password = file(Certificate.PASSWORD + "\r\nanother line");
        assertEquals("CN=rsa", new KeyStoreFiles(rsa.keystore(), password).read().name());
    }

    @Test
    void a_file_that_is_not_there_is_named_with_its_option() throws Exception {
        Path nothing = folder.resolve("nothing");
        assertEquals("--tls-cert must be a file, there is no " + nothing, refusal(files(nothing, rsa.keyPem())));
        assertEquals("--tls-key must be a file, there is no " + nothing, refusal(files(rsa.pem(), nothing)));
        assertEquals("--tls-keystore must be a file, there is no " + nothing, refusal(new KeyStoreFiles(nothing, rsa.password())));
        assertEquals("--tls-password-file must be a file, there is no " + nothing, refusal(new KeyStoreFiles(rsa.keystore(), nothing)));
        assertTrue(refusal(files(folder, rsa.keyPem())).startsWith("--tls-cert must be a file that can be read, " + folder));
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        Certificate other = Certificate.rsa(folder.resolve("other"), "other");
        for (Path key : List.of(other.keyPem(), ec.keyPem())) {
            assertEquals(
                    "the key must be that of the first certificate, CN=rsa, but " + key + " holds another",
                    refusal(files(rsa.pem(), key)));
        }
    }

    @Test
    void a_key_that_browsers_do_not_know_is_refused() throws Exception {
        Certificate made = Certificate.make(folder, "new", "-keyalg", "Ed25519");
        assertEquals(
                "a key must be of RSA or EC, that in " + made.keystore() + " is of EdDSA",
                refusal(new KeyStoreFiles(made.keystore(), made.password())));
    }

    @Test
    void a_wrong_password_is_told_as_that() throws Exception {
        Path wrong = file("guessed");
        assertEquals(
                "--tls-password-file must hold the password of " + rsa.keystore() + " and of its key, " + wrong + " does not",
                refusal(new KeyStoreFiles(rsa.keystore(), wrong)));
        String ofKey = refusal(new PemFiles(rsa.pem(), rsa.encryptedPem(), Optional.of(wrong)));
        assertTrue(ofKey.startsWith("--tls-password-file must hold the password of " + rsa.encryptedPem()), ofKey);
        assertEquals(
                "--tls-password-file must be given, because " + rsa.encryptedPem() + " is encrypted",
                refusal(files(rsa.pem(), rsa.encryptedPem())));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "30", "500"})
    void half_a_file_is_refused_in_one_line(int length) throws Exception {
        Path half = file(Files.readString(rsa.pem()).substring(0, length));
        assertOneLine("--tls-cert must hold certificates in PEM form", refusal(files(half, rsa.keyPem())));
        Files.writeString(half, Files.readString(rsa.keyPem()).substring(0, length));
        assertOneLine("--tls-key must hold a key in PEM form", refusal(files(rsa.pem(), half)));
        Files.write(half, Arrays.copyOf(Files.readAllBytes(rsa.keystore()), length));
        assertOneLine("--tls-keystore must be a PKCS12 or JKS keystore", refusal(new KeyStoreFiles(half, rsa.password())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-----END CERTIFICATE-----", "-----BEGIN", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"})
    void what_only_looks_like_a_certificate_is_refused_in_one_line(String content) throws Exception {
        assertOneLine("--tls-cert must hold certificates in PEM form", refusal(files(file(content), rsa.keyPem())));
    }

    private static void assertOneLine(String begin, String message) {
        assertTrue(message.startsWith(begin), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void a_keystore_holds_one_key() throws Exception {
        Certificate made = Certificate.ec(folder, "one");
        Certificate.make(folder, "two", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", "second");
        assertEquals(
                "--tls-keystore must hold one key with its certificate, " + made.keystore() + " holds 2",
                refusal(new KeyStoreFiles(made.keystore(), made.password())));
    }

    @Test
    void a_certificate_is_doubted_before_and_after_its_time() throws Exception {
        Identity identity = files(ec.pem(), ec.keyPem()).read();
        Instant from = identity.certificate().getNotBefore().toInstant();
        Instant until = identity.certificate().getNotAfter().toInstant();
        assertEquals(Optional.empty(), identity.doubt(from));
        assertEquals(Optional.empty(), identity.doubt(until));
        assertEquals(
                Optional.of("the certificate of CN=ec is valid from " + from + " only"), identity.doubt(from.minusSeconds(1)));
        assertEquals(Optional.of("the certificate of CN=ec has expired on " + until), identity.doubt(until.plusSeconds(1)));
    }
}
