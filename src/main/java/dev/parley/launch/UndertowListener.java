package dev.parley.launch;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpHandler;
import io.undertow.server.OpenListener;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/**
 * Where Undertow listens: for HTTP/1.1, and over TLS also for HTTP/2. What Undertow's own builder does, and two things that it
 * leaves out: a TLS handshake has to come to its end, and threads that wait for all connections do none of its arithmetic. Safe
 * for use by many threads.
 */
final class UndertowListener implements AutoCloseable {
    private static final int IDLE_MILLIS = 60_000; // between two requests of a connection
    private static final int HANDSHAKE_SECONDS = 20;
    private static final int STREAMS = 100; // of one HTTP/2 connection at once, as with Tomcat; Undertow knows no limit

    private static final OptionMap REQUESTS = OptionMap.builder()
            .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
            .set(UndertowOptions.MAX_ENTITY_SIZE, -1L) // the application has limits of its own
            .set(UndertowOptions.ALLOW_EQUALS_IN_COOKIE_VALUE, true)
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
            .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, STREAMS)
            .getMap();

    private static final OptionMap SOCKETS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BALANCING_TOKENS, 1)
            .set(Options.BALANCING_CONNECTIONS, 2)
            .set(Options.BACKLOG, 1_000)
            .getMap();

    private final AcceptingChannel<? extends StreamConnection> channel;

    private UndertowListener(AcceptingChannel<? extends StreamConnection> channel) {
        this.channel = channel;
        channel.resumeAccepts();
    }

    /**
     * @param tls null for none
     * @param heads of requests
     * @param arithmetic does that of TLS handshakes; not the worker, whose tasks Undertow would then leave to the waiting threads
     */
    static UndertowListener open(
            InetSocketAddress address,
            XnioWorker worker,
            ByteBufferPool buffers,
            HttpHandler handler,
            Tls tls,
            Executor arithmetic,
            EmbeddedServer.HeadLimits heads)
            throws IOException {
        OptionMap requests = OptionMap.builder()
                .addAll(REQUESTS)
                .set(UndertowOptions.MAX_HEADER_SIZE, heads.maxBytes())
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, heads.timeoutMillis())
                .getMap();
        OptionMap sockets = OptionMap.builder()
                .addAll(SOCKETS)
                .set(Options.WORKER_IO_THREADS, worker.getIoThreadCount())
                .getMap();
        HttpOpenListener http = new HttpOpenListener(buffers, requests);
        http.setRootHandler(handler);
        if (tls == null) {
            return new UndertowListener(worker.createStreamConnectionServer(address, ChannelListeners.openListenerAdapter(http), sockets));
        }
        Http2OpenListener http2 = new Http2OpenListener(buffers, requests);
        http2.setRootHandler(handler);
        AlpnOpenListener either = new AlpnOpenListener(buffers, requests, http).addProtocol(Http2OpenListener.HTTP2, http2, 10);
        OptionMap encrypted = OptionMap.builder()
                .addAll(sockets)
                .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of(Tls.PROTOCOLS))
                .set(Options.SSL_ENABLED_CIPHER_SUITES, Sequence.of(tls.cipherSuites()))
                .getMap();
        return new UndertowListener(new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, tls.context(), arithmetic)
                .createSslConnectionServer(worker, address, ChannelListeners.openListenerAdapter(bounding(either)), encrypted));
    }

    private static ChannelListener<SslConnection> bounding(OpenListener next) {
        return connection -> {
            XnioExecutor.Key deadline = connection
                    .getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(connection), HANDSHAKE_SECONDS, TimeUnit.SECONDS);
            connection.getHandshakeSetter().set(done -> deadline.remove());
            next.handleEvent(connection);
        };
    }

    /** The real one, when any was asked for. */
    int port() {
        return channel.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /** Connections stay. */
    @Override
    public void close() {
        IoUtils.safeClose(channel);
    }
}
