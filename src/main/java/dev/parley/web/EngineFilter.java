package dev.parley.web;

import dev.parley.auth.OriginPolicy;
import dev.parley.connection.QueryString;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Verdict;
import dev.parley.engineio.protocol.EngineError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands before an Engine.IO address: tells pages of other origins what they may do, and judges WebSocket handshakes before
 * the container upgrades them. Plain requests go on to the {@link EngineServlet}.
 */
final class EngineFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient Application application;
    private final transient EngineServer engine;
    private final transient EngineSettings settings;
    private final transient EngineFiles files;

    EngineFilter(Application application, EngineServer engine, EngineSettings settings, EngineFiles files) {
        this.application = application;
        this.engine = engine;
        this.settings = settings;
        this.files = files;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        boolean isPreflight = request.getMethod().equals("OPTIONS") && settings.cors().answersPreflights();
        if (isPreflight) {
            settings.cors()
                    .preflightHeaders(origin, host, request.getHeader("Access-Control-Request-Headers"))
                    .forEach(response::setHeader);
            response.setStatus(settings.cors().preflightStatus());
            response.setContentLength(0);
            return;
        }
        settings.cors().headers(origin, host).forEach(response::setHeader);
        if (files.serve(request, response)) {
            return;
        }
        String page =
                OriginPolicy.origin(origin, request.getHeader("Sec-Fetch-Site"), request.getHeader("Referer"));
        boolean isAllowed = settings.cors().origins().allows(page, host) && !isForeignScript(request);
        if (!isAllowed) {
            application.refusedOrigins().log(String.valueOf(page));
        }
        if (RequestFacts.isUpgrade(request)) {
            upgrade(request, response, chain, isAllowed);
        } else if (isAllowed) {
            chain.doFilter(request, response);
        } else {
            HttpAnswer.error(EngineError.FORBIDDEN).write(response);
        }
    }

    /** Polling by script elements sends no Origin, and lets any page read the answers; browsers say whose page it is. */
    private boolean isForeignScript(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return ("cross-site".equals(site) || "same-site".equals(site))
                && request.getHeader("Origin") == null
                && !settings.cors().origins().allowsAll()
                && QueryString.last(request.getQueryString(), "j") != null;
    }

    private void upgrade(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean isAllowed)
            throws IOException, ServletException {
        if (!isAllowed) {
            refuse(response, EngineError.FORBIDDEN.message());
        } else if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Sec-WebSocket-Version", "13"); // RFC 6455, 4.4
            refuse(response, "Sec-WebSocket-Version must be 13");
        } else {
            EngineRequest asked = EngineServlet.engineRequest(request);
            Verdict verdict = engine.judge(asked);
            if (verdict instanceof Verdict.Refused refused) {
                refused.headers().forEach(response::setHeader);
                refuse(response, refused.status().orElse(HttpServletResponse.SC_BAD_REQUEST), refused.message());
            } else if (verdict instanceof Verdict.Opens && !application.connections().hasRoom()) {
                HttpAnswer.full(response);
            } else {
                engine.headers(asked, verdict).forEach(response::setHeader);
                PendingHandshake.during(
                        new EngineHandshake(engine, verdict), () -> chain.doFilter(request, response));
            }
        }
    }

    /** As Node's server refuses an upgrade: 400 whatever is wrong, and the bare message. */
    private static void refuse(HttpServletResponse response, String message) throws IOException {
        refuse(response, HttpServletResponse.SC_BAD_REQUEST, message);
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setHeader("Connection", "close");
        HttpAnswer.text(status, "text/html", message).write(response);
    }

    /** The end of the application: filters go before listeners, so here sessions can still say good-bye. */
    @Override
    public void destroy() {
        application.close();
    }
}
