package dev.parley.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLUtil;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** One Tomcat with one web application: the WAR we were started from. Safe for use by many threads. */
final class TomcatServer implements EmbeddedServer {
    private static final int IDLE_MILLIS = 60_000; // between two requests of a connection, and within a body
    private static final String WEBSOCKET_BUFFER = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

    private final CommandLine.Start options;
    private final War war;
    private final LaunchLog log;
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();
    // null before the start
    private TemporaryFolder temporary;
    private Tls tls; // and without TLS

    /** Prepares a server; it listens after {@link #start}. */
    TomcatServer(CommandLine.Start options, War war, LaunchLog log) {
        this.options = options;
        this.war = war;
        this.log = log;
    }

    @Override
    public synchronized void start() throws StartException {
        InetAddress address = EmbeddedServer.resolve(options.host());
        makeTemporaryDirectory(); // before Tomcat is asked for anything, or it makes a folder of its own where it stands
        configureConnector(address);
        bound(EmbeddedServer.headLimits());
        if (options.tls().isPresent()) {
            tls = Tls.open(options.tls().get());
            encrypt(tls);
        }
        Context application = application(readableWar());
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw reason(e);
        }
        if (application.getState() != LifecycleState.STARTED) {
            throw new StartException(
                    "the application refused to start: " + log.cause().orElse("--verbose shows the log"));
        }
    }

    /** The loader that {@code java -jar} brings misreads encoded addresses: no blanks on the way to the WAR. */
    private Path readableWar() throws StartException {
        if (!war.file().toUri().getRawPath().contains("%")) {
            return war.file();
        }
        try {
            return Files.copy(war.file(), temporary.path().resolve("parley.war"));
        } catch (IOException e) {
            throw new StartException("cannot copy the WAR to a temporary directory: " + e.getMessage());
        }
    }

    private void makeTemporaryDirectory() throws StartException {
        temporary = TemporaryFolder.make();
        try {
            Files.createDirectory(temporary.path().resolve("webapps"));
        } catch (IOException e) {
            throw new StartException("cannot make a temporary directory: " + e.getMessage());
        }
        tomcat.setBaseDir(temporary.path().toString());
    }

    private void configureConnector(InetAddress address) {
        connector.setPort(options.port());
        connector.setThrowOnFailure(true);
        StandardThreadExecutor threads = new StandardThreadExecutor();
        threads.setName("parley-http");
        threads.setNamePrefix("parley-http-");
        threads.setMinSpareThreads(4);
        tomcat.getService().addExecutor(threads);
        AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
        protocol.setExecutor(threads);
        protocol.setAddress(address);
        protocol.setMaxConnections(-1); // the application has a limit of its own, and says so to whom it turns away
        protocol.setAcceptCount(1_000);
        connector.setProperty("maxKeepAliveRequests", "-1"); // whoever polls asks for ever
        // Most connections are idle WebSockets: small buffers, and none kept for later.
        protocol.setProcessorCache(64);
        connector.setProperty("socket.appReadBufSize", "1024");
        connector.setProperty("socket.appWriteBufSize", "1024");
        connector.setProperty("socket.bufferPool", "0");
        connector.setProperty("compression", "on"); // the page is 246 kB, and 100 kB compressed
        connector.setProperty("compressionMinSize", "512"); // most of its modules are small
        connector.setProperty("compressibleMimeType", "text/html,text/css,text/javascript,application/json,image/svg+xml");
        tomcat.setConnector(connector);
        // Three of these per WebSocket: with Tomcat's own 8192 an idle one takes 40 kB of heap instead of 22. A text
        // longer than one leaves in several fragments.
        if (System.getProperty(WEBSOCKET_BUFFER) == null) {
            System.setProperty(WEBSOCKET_BUFFER, "2048");
        }
    }

    private void bound(HeadLimits heads) {
        connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(heads.maxBytes()));
        connector.setProperty("connectionTimeout", Integer.toString(heads.timeoutMillis()));
        connector.setProperty("keepAliveTimeout", Integer.toString(IDLE_MILLIS)); // these two would follow it
        connector.setProperty("disableUploadTimeout", "false");
        connector.setProperty("connectionUploadTimeout", Integer.toString(IDLE_MILLIS));
    }

    private void encrypt(Tls tls) {
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols(String.join("+", Tls.PROTOCOLS));
        host.setCiphers(tls.cipherSuites().stream()
                .filter(suite -> suite.contains("_WITH_")) // those of TLS 1.3 are a list of their own, which is as we want it
                .collect(Collectors.joining(":")));
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(SSLUtil.createSSLContext(tls.context(), tls.keys(), tls.trust()));
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
        connector.addUpgradeProtocol(new Http2Protocol());
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
    }

    private Context application(Path readableWar) {
        tomcat.enableNaming();
        // Tomcat itself is known to our loader only, not to the system's.
        tomcat.getEngine().setParentClassLoader(TomcatServer.class.getClassLoader());
        StandardHost host = (StandardHost) tomcat.getHost();
        // From a library within a WAR Tomcat reads every class by reading all that stands before it.
        host.setUnpackWARs(true);
        host.setErrorReportValveClass(PlainErrorPages.class.getName()); // or Tomcat adds its own
        host.getPipeline().addValve(new PlainErrorPages());
        Context context = tomcat.addWebapp(options.contextPath(), readableWar.toAbsolutePath().toString());
        context.addLifecycleListener(TomcatServer::removeJsp);
        // Our libraries have nothing to find.
        StandardJarScanner scanner = (StandardJarScanner) context.getJarScanner();
        scanner.setScanClassPath(false);
        scanner.setJarScanFilter((type, jar) -> false);
        return context;
    }

    /** Tomcat's default descriptor names a JSP servlet, and complains loudly that there is none aboard. */
    private static void removeJsp(LifecycleEvent event) {
        if (!Lifecycle.CONFIGURE_START_EVENT.equals(event.getType())) {
            return;
        }
        Context context = (Context) event.getLifecycle();
        Container jsp = context.findChild("jsp");
        if (jsp != null) {
            for (String pattern : context.findServletMappings()) {
                if ("jsp".equals(context.findServletMapping(pattern))) {
                    context.removeServletMapping(pattern);
                }
            }
            context.removeChild(jsp);
        }
    }

    private StartException reason(LifecycleException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return EmbeddedServer.cannotListen(options, cause);
            }
        }
        return new StartException("cannot start: " + LaunchLog.describeRoot(failure));
    }

    @Override
    public URI address() {
        return EmbeddedServer.address(options, connector.getLocalPort());
    }

    @Override
    public void await() {
        tomcat.getServer().await();
    }

    @Override
    public synchronized void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            System.err.println("parley: did not stop cleanly: " + LaunchLog.describeRoot(e));
        }
        if (tls != null) {
            tls.close();
        }
        if (temporary != null) {
            temporary.close();
        }
    }
}
