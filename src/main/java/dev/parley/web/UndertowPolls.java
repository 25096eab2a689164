package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.QueryString;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.PollingSession;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.channels.StreamSourceChannel;

/**
 * Takes the polls and POSTs of sessions from Undertow before they come to the servlets, which cost three times as much as all
 * the rest. What is not as usual goes to the servlets: requests that open a session or are refused, scripts, bodies that are not
 * there yet, and everything where the application has filters or adds headers. Safe for use by many threads.
 */
final class UndertowPolls implements PollShortcut, HandlerWrapper {
    private static final Logger LOG = System.getLogger(UndertowPolls.class.getName());

    private final ServletContext context;
    private final ClassLoader application = Thread.currentThread().getContextClassLoader();
    private final Connections connections;
    private final ThreadChoice handlers;
    private final Map<String, Address> addresses = new ConcurrentHashMap<>();

    /** An Engine.IO server. */
    private record Address(EngineServer engine, EngineSettings settings) {}

    private UndertowPolls(ServletContext context, Connections connections, ThreadChoice handlers) {
        this.context = context;
        this.connections = connections;
        this.handlers = handlers;
    }

    /** Leaves itself, as a {@link HandlerWrapper}, for whoever has started this Undertow. */
    static PollShortcut publish(ServletContext context, Connections connections, ThreadChoice handlers) {
        UndertowPolls made = new UndertowPolls(context, connections, handlers);
        context.setAttribute(HandlerWrapper.class.getName(), made);
        return made;
    }

    @Override
    public void open(String path, EngineServer engine, EngineSettings settings) {
        Address address = new Address(engine, settings);
        addresses.put(path, address);
        addresses.put(path + "/", address); // which is what clients send
    }

    @Override
    public HttpHandler wrap(HttpHandler servlets) {
        Optional<String> filter = context.getFilterRegistrations().values().stream()
                .map(FilterRegistration::getClassName)
                .filter(name -> !name.startsWith("dev.parley.") && !name.startsWith("io.undertow."))
                .findFirst();
        if (filter.isPresent()) {
            LOG.log(Level.INFO, "polls pass the servlets, because there is a filter: {0}", filter.get());
            return servlets;
        }
        return exchange -> {
            Address address = addresses.get(exchange.getRelativePath());
            Optional<PollingSession> session = address == null ? Optional.empty() : session(exchange, address);
            if (session.isEmpty()) {
                servlets.handleRequest(exchange);
            } else if (handlers.mayBlock()) {
                exchange.dispatch(() -> proceed(exchange, address, session.get()));
            } else {
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> proceed(exchange, address, session.get()));
            }
        };
    }

    /** The session that this request belongs to; empty if it is one for the servlets. */
    private static Optional<PollingSession> session(HttpServerExchange exchange, Address address) {
        boolean isWhole = exchange.getRequestMethod().equals(Methods.GET)
                ? exchange.isRequestComplete()
                : exchange.getRequestMethod().equals(Methods.POST) && hasBody(exchange, address.engine.maxPayload());
        boolean isUsual = isWhole
                && !address.engine.hasHeaders()
                && !exchange.getRequestHeaders().contains(Headers.UPGRADE)
                && !isOldBrowser(header(exchange, "User-Agent"))
                && page(exchange, address.settings).isAllowed();
        Map<String, List<String>> query = isUsual ? QueryString.parse(exchange.getQueryString()) : Map.of();
        return isUsual && !query.containsKey("j")
                ? address.engine.polling(request(exchange, query))
                : Optional.empty();
    }

    /** Whether the body is there, in the buffer that its head has come in. */
    private static boolean hasBody(HttpServerExchange exchange, int most) {
        long announced = exchange.getRequestContentLength();
        if (announced <= 0 || announced > most || !(exchange.getConnection() instanceof AbstractServerConnection connection)) {
            return false;
        }
        PooledByteBuffer rest = connection.getExtraBytes();
        return rest != null && rest.getBuffer().remaining() >= announced;
    }

    /** Internet Explorer, for which the servlet has a header. */
    private static boolean isOldBrowser(String agent) {
        return agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"));
    }

    private static RequestingPage page(HttpServerExchange exchange, EngineSettings settings) {
        return RequestingPage.of(
                name -> header(exchange, name), exchange.getQueryString(), settings.cors().origins());
    }

    private static EngineRequest request(HttpServerExchange exchange, Map<String, List<String>> query) {
        return EngineServlet.engineRequest(
                exchange.getRequestMethod().toString(), false, query, () -> {
                    throw new IllegalStateException("only who opens a session is asked for more");
                });
    }

    private static String header(HttpServerExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private void proceed(HttpServerExchange exchange, Address address, PollingSession session) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            String origin = header(exchange, "Origin");
            Map<String, String> headers = address.settings.cors().headers(origin, header(exchange, "Host"));
            if (exchange.getRequestMethod().equals(Methods.GET)) {
                UndertowResponse response = new UndertowResponse(exchange, headers, connections, session::pollBroken);
                session.poll(new PollResponse(response::answer, format(exchange, address.settings)));
            } else {
                post(exchange, session, new UndertowResponse(exchange, headers, connections, () -> {}));
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "a poll failed", e);
            exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR);
            exchange.endExchange();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static PollFormat format(HttpServerExchange exchange, EngineSettings settings) {
        List<String> accepted = Optional.<List<String>>ofNullable(
                        exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING))
                .orElse(List.of());
        return new PollFormat(Optional.empty(), accepted, settings.compressionThreshold());
    }

    private static void post(HttpServerExchange exchange, PollingSession session, UndertowResponse response)
            throws IOException {
        byte[] body = body(exchange); // before anything is answered, so that the connection stays in step
        PostedBody posted = new PostedBody(
                session, false, header(exchange, "Content-Type"), response::answer);
        if (posted.begins(body.length, body.length)) {
            posted.whole(body);
        }
    }

    private static byte[] body(HttpServerExchange exchange) throws IOException {
        ByteBuffer body = ByteBuffer.allocate((int) exchange.getRequestContentLength());
        StreamSourceChannel channel = exchange.getRequestChannel();
        int count = 0;
        while (count >= 0 && body.hasRemaining()) {
            count = channel.read(body);
        }
        channel.read(ByteBuffer.allocate(1)); // -1: only now Undertow knows that it is over
        return body.array();
    }
}
