package dev.parley.web;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.Connections;
import dev.parley.connection.QueryString;
import dev.parley.connection.RequestOwner;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.PollingSession;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderValues;
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
import java.util.Locale;
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
    private final TrustedProxies proxies;
    private final Map<String, Address> addresses = new ConcurrentHashMap<>();

    /** An Engine.IO server. */
    private record Address(EngineServer engine, EngineSettings settings) {}

    private UndertowPolls(ServletContext context, Connections connections, Settings settings) {
        this.context = context;
        this.connections = connections;
        this.handlers = settings.handlers();
        this.proxies = settings.proxies();
    }

    /** Leaves itself, as a {@link HandlerWrapper}, for whoever has started this Undertow. */
    static PollShortcut publish(ServletContext context, Connections connections, Settings settings) {
        UndertowPolls made = new UndertowPolls(context, connections, settings);
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
    public boolean keepsPace() {
        return true;
    }

    @Override
    public HttpHandler wrap(HttpHandler servlets) {
        return new UndertowPace(shortened(servlets), connections.pace(), proxies);
    }

    private HttpHandler shortened(HttpHandler servlets) {
        Optional<String> filter = context.getFilterRegistrations().values().stream()
                .map(FilterRegistration::getClassName)
                .filter(name -> !name.startsWith("dev.parley.") && !name.startsWith("io.undertow.websockets.jsr."))
                .findFirst();
        if (filter.isPresent()) {
            LOG.log(Level.INFO, "polls pass the servlets, because there is a filter: {0}", filter.get());
            return servlets;
        }
        String name = context.getSessionCookieConfig().getName();
        String cookie = (name == null ? "JSESSIONID" : name) + "=";
        return exchange -> {
            Address address = addresses.get(exchange.getRelativePath());
            if (address == null || !isUsual(exchange, address, cookie)) {
                servlets.handleRequest(exchange);
            } else if (handlers.mayBlock()) {
                exchange.dispatch(onWorker -> handle(onWorker, address, servlets));
            } else {
                handle(exchange, address, servlets);
            }
        };
    }

    private void handle(HttpServerExchange exchange, Address address, HttpHandler servlets) throws Exception {
        Map<String, List<String>> query = QueryString.parse(exchange.getQueryString());
        Optional<PollingSession> session =
                query.containsKey("j") ? Optional.empty() : address.engine.polling(request(exchange, query));
        if (session.isPresent()) { // when Undertow has finished with this call, because the answer may come on any thread
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> proceed(exchange, address, session.get()));
        } else {
            servlets.handleRequest(exchange);
        }
    }

    /** @param sessionCookie the servlets keep a session alive whose cookie comes with a request */
    private static boolean isUsual(HttpServerExchange exchange, Address address, String sessionCookie) {
        return exchange.getConnection() instanceof HttpServerConnection connection
                && isWhole(exchange, connection, address.engine.maxPayload())
                && !address.engine.hasHeaders()
                && !address.settings.bindsAddress()
                && !mayAskForWebSocket(exchange)
                && !EngineServlet.isOldBrowser(header(exchange, "User-Agent"))
                && !hasCookie(exchange, sessionCookie)
                && page(exchange, address.settings).isAllowed();
    }

    private static boolean isWhole(HttpServerExchange exchange, HttpServerConnection connection, int most) {
        return exchange.getRequestMethod().equals(Methods.GET)
                ? exchange.isRequestComplete()
                : exchange.getRequestMethod().equals(Methods.POST) && hasBody(exchange, connection, most);
    }

    /** The servlets look more closely. */
    private static boolean mayAskForWebSocket(HttpServerExchange exchange) {
        HeaderValues lines = exchange.getRequestHeaders().get(Headers.UPGRADE);
        return lines != null && lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    private static boolean hasCookie(HttpServerExchange exchange, String cookie) {
        HeaderValues lines = exchange.getRequestHeaders().get(Headers.COOKIE);
        return lines != null && lines.stream().anyMatch(line -> line.contains(cookie));
    }

    /** Whether the body is there, in the buffer that its head has come in. */
    private static boolean hasBody(HttpServerExchange exchange, HttpServerConnection connection, int most) {
        long announced = exchange.getRequestContentLength();
        PooledByteBuffer rest = connection.getExtraBytes();
        return announced > 0
                && announced <= most
                && rest != null
                && rest.getBuffer().remaining() >= announced;
    }

    private static RequestingPage page(HttpServerExchange exchange, EngineSettings settings) {
        return RequestingPage.of(
                name -> header(exchange, name), exchange.getQueryString(), settings.cors().origins());
    }

    private static EngineRequest request(HttpServerExchange exchange, Map<String, List<String>> query) {
        return EngineServlet.engineRequest(
                exchange.getRequestMethod().toString(),
                false,
                query,
                () -> new RequestOwner(header(exchange, "Origin"), null, null),
                () -> {
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
        } catch (IOException | RuntimeException | Error e) { // the border: on a worker nobody else would end the request
            LOG.log(Level.ERROR, "a poll failed", e);
            session.pollBroken();
            if (!exchange.isResponseStarted()) {
                exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR);
            }
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
