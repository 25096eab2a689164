package dev.parley.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A keystore as {@code keytool} and {@code openssl pkcs12} make it, with one key.
 *
 * @param keystore PKCS12 or JKS
 * @param password of the keystore, and of its key
 */
record KeyStoreFiles(Path keystore, Path password) implements TlsFiles {
    private static final int JKS_MAGIC = 0xFEEDFEED;

    @Override
    public List<Path> paths() {
        return List.of(keystore, password);
    }

    @Override
    public Identity read() throws TlsException {
        char[] secret = TlsFiles.password(password).toCharArray();
        byte[] content = TlsFiles.content("--tls-keystore", keystore);
        try {
            KeyStore store = KeyStore.getInstance(isJks(content) ? "JKS" : "PKCS12");
            store.load(new ByteArrayInputStream(content), secret);
            return identity(store, secret);
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword();
        } catch (IOException | GeneralSecurityException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw wrongPassword();
            }
            throw new TlsException("--tls-keystore must be a PKCS12 or JKS keystore, was " + keystore + ": " + TlsFiles.reason(e));
        }
    }

    private static boolean isJks(byte[] content) {
        return content.length >= Integer.BYTES && ByteBuffer.wrap(content).getInt() == JKS_MAGIC;
    }

    private TlsException wrongPassword() {
        return new TlsException("--tls-password-file must hold the password of " + keystore + " and of its key, " + password
                + " does not");
    }

    private Identity identity(KeyStore store, char[] secret) throws GeneralSecurityException, TlsException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw new TlsException("--tls-keystore must hold one key with its certificate, " + keystore + " holds " + keys.size());
        }
        List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(keys.get(0)))
                .map(X509Certificate.class::cast)
                .toList();
        return Identity.of(chain, (PrivateKey) store.getKey(keys.get(0), secret), keystore);
    }
}
