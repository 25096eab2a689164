package dev.parley.launch;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Gives each handshake of a server the identity that is current. Safe for use by many threads. */
final class CurrentIdentity extends X509ExtendedKeyManager {

    /** Which is asked for by name three times in a handshake, and may change in between. */
    private record Generation(int number, Identity identity, Identity former) {
        String alias() {
            return Integer.toString(number);
        }

        Identity named(String alias) {
            return alias.equals(alias()) ? identity : former;
        }
    }

    private volatile Generation current;

    CurrentIdentity(Identity first) {
        current = new Generation(0, first, first);
    }

    Identity identity() {
        return current.identity();
    }

    /** Connections keep what they have been shown. */
    synchronized void replace(Identity next) {
        current = new Generation(current.number() + 1, next, current.identity());
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Generation chosen = current;
        return chosen.identity().key().getAlgorithm().equals(keyType) ? chosen.alias() : null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return current.named(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return current.named(alias).key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
