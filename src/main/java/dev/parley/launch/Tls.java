package dev.parley.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS for either server: versions 1.2 and 1.3, and a certificate that may be replaced while it runs. Safe for use by many
 * threads.
 */
final class Tls implements AutoCloseable {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final int LOOK_SECONDS = 2;

    /** Whoever resumes a session is shown no certificate: after this time everybody has seen a new one. */
    private static final int SESSION_SECONDS = 3_600;

    private final CurrentIdentity identity;
    private final X509TrustManager trust;
    private final SSLContext context;
    private final ScheduledExecutorService looks;

    private Tls(IdentityRefresh refresh) throws GeneralSecurityException {
        identity = refresh.current();
        context = SSLContext.getInstance("TLS");
        trust = nobody();
        context.init(new KeyManager[] {identity}, new TrustManager[] {trust}, null);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "parley-certificate");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = looks.scheduleWithFixedDelay(refresh, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Clients are not asked for certificates. */
    private static X509TrustManager nobody() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        try {
            empty.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing was read", e);
        }
        factory.init(empty);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** Reads the files, and looks at them every now and then until it is closed. */
    static Tls open(TlsFiles files) throws StartException {
        try {
            return new Tls(IdentityRefresh.begin(files));
        } catch (TlsException e) {
            throw new StartException(e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new StartException("this Java has no TLS: " + TlsFiles.reason(e));
        }
    }

    SSLContext context() {
        return context;
    }

    X509KeyManager keys() {
        return identity;
    }

    X509TrustManager trust() {
        return trust;
    }

    /** Those with forward secrecy and authenticated encryption, which HTTP/2 wants (RFC 9113, 9.2.2). */
    List<String> cipherSuites() {
        return Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                .filter(suite -> suite.matches("TLS_(AES|CHACHA20)_.*|TLS_ECDHE_.*_(GCM|POLY1305)_.*"))
                .toList();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
