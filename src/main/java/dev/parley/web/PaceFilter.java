package dev.parley.web;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.Connections;
import dev.parley.connection.Pace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Lets addresses that are too fast wait. A request is handled as it comes, and ends when it is the next one's turn: until then its
 * answer waits, or, where that has left, whatever follows over the same connection. Safe for use by many threads.
 */
public final class PaceFilter extends HttpFilter {
    static final int MOST_HELD = 2_000;
    static final int MOST_HELD_OF_ADDRESS = 200;

    private static final long serialVersionUID = 1;
    private static final String NAME = "Parley pace";

    private final transient Pace pace;
    private final transient TrustedProxies proxies;
    private final transient HeldRequests held;

    PaceFilter(Connections connections, TrustedProxies proxies) {
        this.pace = connections.pace();
        this.proxies = proxies;
        this.held = new HeldRequests(connections.scheduler(), MOST_HELD, MOST_HELD_OF_ADDRESS);
    }

    /** Stands before all filters that are added to these patterns later, unless requests are kept back before they come to filters. */
    public static void stand(ServletContext context, String... patterns) {
        Application application = Application.of(context);
        if (application.pollShortcut().keepsPace()) {
            return;
        }
        FilterRegistration registration = context.getFilterRegistration(NAME);
        if (registration == null) {
            FilterRegistration.Dynamic added = context.addFilter(
                    NAME, new PaceFilter(application.connections(), application.settings().proxies()));
            added.setAsyncSupported(true);
            registration = added;
        }
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, patterns);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> address = RequestFacts.addressKey(request, proxies); // before it is another's request
        chain.doFilter(request, response);
        if (address.isPresent()) {
            int status = response.getStatus();
            Duration wait = pace.take(address, cost(status));
            boolean isOver = !request.isAsyncStarted() && status != HttpServletResponse.SC_SWITCHING_PROTOCOLS;
            if (isOver && !wait.isZero() && !held.hold(request, address.get(), wait)) {
                hangUp(request, response);
            }
        }
    }

    private static int cost(int status) {
        return switch (status) {
            case HttpAnswer.TOO_MANY_REQUESTS -> 1 + Pace.REFUSAL;
            case HttpServletResponse.SC_SWITCHING_PROTOCOLS -> 1 + Pace.OPENING;
            default -> 1;
        };
    }

    /** To connect again is what slows it down then. */
    private static void hangUp(HttpServletRequest request, HttpServletResponse response) {
        if (!response.isCommitted() && "HTTP/1.1".equals(request.getProtocol())) {
            response.setHeader("Connection", "close");
        }
    }

    /** The end of the application: filters go before listeners. */
    @Override
    public void destroy() {
        held.close();
    }
}
