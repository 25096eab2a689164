package dev.parley.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.tomcat.util.net.jsse.PEMFile;

/**
 * A chain of certificates and a key as text (RFC 7468), as ACME clients write them.
 *
 * @param certificates the server's first
 * @param key in PKCS#8, or in the older forms of RSA and EC
 * @param password of the key, if it is encrypted
 */
record PemFiles(Path certificates, Path key, Optional<Path> password) implements TlsFiles {

    @Override
    public List<Path> paths() {
        return Stream.concat(Stream.of(certificates, key), password.stream()).toList();
    }

    @Override
    public Identity read() throws TlsException {
        String secret = password.isPresent() ? TlsFiles.password(password.get()) : null;
        return Identity.of(chain(secret), privateKey(secret), key);
    }

    private List<X509Certificate> chain(String secret) throws TlsException {
        byte[] content = TlsFiles.content("--tls-cert", certificates);
        List<X509Certificate> chain;
        try {
            chain = parse(content, certificates, secret).getCertificates();
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // the last of half a file
            throw new TlsException("--tls-cert must hold certificates in PEM form, was " + certificates + ": " + TlsFiles.reason(e));
        }
        if (chain.isEmpty()) {
            throw new TlsException("--tls-cert must hold certificates in PEM form, none is in " + certificates);
        }
        return chain;
    }

    private PrivateKey privateKey(String secret) throws TlsException {
        byte[] content = TlsFiles.content("--tls-key", key);
        boolean isEncrypted = new String(content, StandardCharsets.US_ASCII).contains("ENCRYPTED");
        if (isEncrypted && secret == null) {
            throw new TlsException("--tls-password-file must be given, because " + key + " is encrypted");
        }
        PrivateKey found;
        try {
            found = parse(content, key, secret).getPrivateKey();
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // the last of half a file
            throw new TlsException((isEncrypted
                            ? "--tls-password-file must hold the password of " + key
                            : "--tls-key must hold a key in PEM form, was " + key)
                    + ": " + TlsFiles.reason(e));
        }
        if (found == null) {
            throw new TlsException("--tls-key must hold a key in PEM form, none is in " + key);
        }
        return found;
    }

    private static PEMFile parse(byte[] content, Path file, String secret) throws IOException, GeneralSecurityException {
        return new PEMFile(file.toString(), new ByteArrayInputStream(content), secret, null);
    }
}
