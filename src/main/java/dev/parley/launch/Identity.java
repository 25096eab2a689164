package dev.parley.launch;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What shows who a server is, and the key that proves it. Immutable.
 *
 * @param chain the server's own certificate first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {
    /** By the algorithms of keys that every browser knows. */
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    Identity {
        chain = List.copyOf(chain);
    }

    /**
     * @param chain not empty
     * @param origin where the key was found
     * @throws TlsException if it is not the key of the first certificate, or of no use for TLS
     */
    static Identity of(List<X509Certificate> chain, PrivateKey key, Path origin) throws TlsException {
        Identity made = new Identity(chain, key);
        if (!SIGNATURES.containsKey(key.getAlgorithm())) {
            throw new TlsException("a key must be of RSA or EC, that in " + origin + " is of " + key.getAlgorithm());
        }
        if (!made.isPair()) {
            throw new TlsException("the key must be that of the first certificate, " + made.name() + ", but " + origin
                    + " holds another");
        }
        return made;
    }

    private boolean isPair() throws TlsException {
        if (!key.getAlgorithm().equals(certificate().getPublicKey().getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
            byte[] said = certificate().getEncoded();
            signature.initSign(key);
            signature.update(said);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(said);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new TlsException("a key must be able to sign, that of " + name() + " is not: " + TlsFiles.reason(e));
        }
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** Whose certificate it is, as it says itself. */
    String name() {
        return certificate().getSubjectX500Principal().getName();
    }

    /** Why clients will not believe it at a time; empty if that is no reason. */
    Optional<String> doubt(Instant now) {
        Instant from = certificate().getNotBefore().toInstant();
        Instant until = certificate().getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return Optional.of("the certificate of " + name() + " has expired on " + until);
        }
        return now.isBefore(from)
                ? Optional.of("the certificate of " + name() + " is valid from " + from + " only")
                : Optional.empty();
    }
}
