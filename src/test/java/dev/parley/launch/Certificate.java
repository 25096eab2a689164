package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost with its key, made for one test by the {@code keytool} of this Java. */
final class Certificate {
    static final String PASSWORD = "a secret";

    private static final int PKCS8_HEAD = 26; // bytes before the older form of a 2048-bit RSA key

    private final Path folder;
    private final Path keystore;
    private final KeyStore store;

    private Certificate(Path folder, Path keystore, KeyStore store) {
        this.folder = folder;
        this.keystore = keystore;
        this.store = store;
    }

    /** @param folder which is empty */
    static Certificate rsa(Path folder, String name) throws Exception {
        return make(folder, name, "-keyalg", "RSA", "-keysize", "2048");
    }

    static Certificate ec(Path folder, String name) throws Exception {
        return make(folder, name, "-keyalg", "EC", "-groupname", "secp256r1");
    }

    /** @param options of {@code keytool} */
    static Certificate make(Path folder, String name, String... options) throws Exception {
        Path keystore = Files.createDirectories(folder).resolve("keystore");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-keystore", keystore.toString(), "-storepass", PASSWORD));
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        return new Certificate(folder, keystore, KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray()));
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate("server");
    }

    private PrivateKey key() throws GeneralSecurityException {
        return (PrivateKey) store.getKey("server", PASSWORD.toCharArray());
    }

    Path keystore() {
        return keystore;
    }

    Path password() throws IOException {
        return Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    /** The certificate as text. */
    Path pem() throws Exception {
        return write("cert.pem", "CERTIFICATE", certificate().getEncoded());
    }

    /** The key as text, in PKCS#8. */
    Path keyPem() throws Exception {
        return write("key.pem", "PRIVATE KEY", key().getEncoded());
    }

    /** As OpenSSL wrote RSA keys before it was 3.0 (RFC 8017, A.1.2). */
    Path oldRsaPem() throws Exception {
        byte[] pkcs8 = key().getEncoded();
        return write("key-rsa.pem", "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEAD, pkcs8.length));
    }

    /** As OpenSSL writes EC keys (RFC 5915). */
    Path oldEcPem() throws Exception {
        ECPoint open = ((ECPublicKey) certificate().getPublicKey()).getW();
        String form = "30770201010420%064xa00a06082a8648ce3d030107a14403420004%064x%064x"
                .formatted(((ECPrivateKey) key()).getS(), open.getAffineX(), open.getAffineY());
        return write("key-ec.pem", "EC PRIVATE KEY", HexFormat.of().parseHex(form));
    }

    /** In PKCS#8, encrypted as OpenSSL 3 does by default (RFC 8018, PBES2). */
    Path encryptedPem() throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
        byte[] hidden = cipher.doFinal(key().getEncoded());
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2"); // as the standard names it, and not Java
        parameters.init(cipher.getParameters().getEncoded());
        return write("key-encrypted.pem", "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, hidden).getEncoded());
    }

    private Path write(String file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    /** What a client has that believes these. */
    static SSLContext believing(Certificate... all) throws Exception {
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        for (int i = 0; i < all.length; i++) {
            believed.setCertificateEntry(Integer.toString(i), all[i].certificate());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
