package dev.parley.launch;

import dev.parley.config.Configuration;
import dev.parley.config.InvalidOptionException;
import dev.parley.config.Option;
import dev.parley.config.Source;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** A server with one web application. Safe for use by many threads. */
interface EmbeddedServer extends AutoCloseable {

    /** Listens, and returns when the application has started. */
    void start() throws StartException;

    /** Where the page is; with the real port, when any was asked for. */
    URI address();

    /** Returns when the server has been stopped. */
    void await();

    /** Undeploys the application, stops listening, removes the temporary files. Twice is once. */
    @Override
    void close();

    /** Makes the server that was asked for; it listens after {@link #start}. */
    static EmbeddedServer of(CommandLine.Start options, War war, LaunchLog log) {
        return switch (options.server()) {
            case TOMCAT -> new TomcatServer(options, war, log);
            case UNDERTOW -> new UndertowServer(options, war, EmbeddedServer.class.getClassLoader());
        };
    }

    /**
     * What the head of a request may cost.
     *
     * @param maxBytes of it
     * @param timeout within which it is there
     */
    record HeadLimits(int maxBytes, Duration timeout) {

        int timeoutMillis() {
            return (int) timeout.toMillis();
        }
    }

    /** As the command line and the environment say. */
    static HeadLimits headLimits() throws StartException {
        try {
            Configuration options =
                    new Configuration(List.of(Source.systemProperties(), Source.environment(System.getenv())));
            return new HeadLimits(
                    options.integer(Option.HTTP_MAX_HEAD_BYTES, 1_000, 1_000_000), options.time(Option.HTTP_HEAD_TIMEOUT));
        } catch (InvalidOptionException e) {
            throw new StartException(e.getMessage());
        }
    }

    /** The address to listen on. */
    static InetAddress resolve(String host) throws StartException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartException("--host must be a name or an address of this machine, nobody knows " + host);
        }
    }

    /** Where somebody on this machine finds what listens on a port. */
    static URI address(CommandLine.Start options, int port) {
        String host = options.host().equals("0.0.0.0") || options.host().equals("::") ? "localhost" : options.host();
        try {
            return new URI(options.tls().isPresent() ? "https" : "http", null, host, port, options.contextPath() + "/", null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("host must fit into an address, was " + host, e);
        }
    }

    /** Why nothing listens. */
    static StartException cannotListen(CommandLine.Start options, Throwable failure) {
        return new StartException(
                String.valueOf(failure.getMessage()).startsWith("Address already in use")
                        ? "port " + options.port() + " is in use on " + options.host() + ", choose another with --port"
                        : "cannot listen on " + options.host() + ":" + options.port() + ": " + failure.getMessage());
    }
}
