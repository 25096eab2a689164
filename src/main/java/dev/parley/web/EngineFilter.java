package dev.parley.web;

import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Verdict;
import dev.parley.web.upgrade.OpeningHandshake;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

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
    private final transient CrossOrigin crossOrigin;

    EngineFilter(Application application, EngineServer engine, EngineSettings settings, EngineFiles files) {
        this.application = application;
        this.engine = engine;
        this.settings = settings;
        this.files = files;
        this.crossOrigin = new CrossOrigin(settings.cors());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (crossOrigin.answers(request, response)) {
            return;
        }
        if (files.serve(request, response)) {
            return;
        }
        RequestingPage page =
                RequestingPage.of(request::getHeader, request.getQueryString(), settings.cors().origins());
        Optional<Verdict.Refused> forbidden = page.refusal();
        if (forbidden.isPresent()) {
            application.refusedOrigins().log(String.valueOf(page.origin()));
        }
        if (OpeningHandshake.isAskedFor(request)) {
            upgrade(request, response, chain, forbidden);
        } else if (forbidden.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            Verdict.Refused refused = forbidden.get();
            engine.refused(EngineServlet.engineRequest(request), refused);
            HttpAnswer.error(refused).write(response);
        }
    }

    private void upgrade(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Optional<Verdict.Refused> forbidden)
            throws IOException, ServletException {
        EngineRequest asked = EngineServlet.engineRequest(request);
        Optional<Verdict.Refused> ours = forbidden.or(() -> wrongVersion(request));
        Verdict verdict = ours.isPresent() ? ours.get() : engine.judge(asked);
        ours.ifPresent(refused -> engine.refused(asked, refused));
        if (verdict instanceof Verdict.Refused refused) {
            refuse(response, refused);
            return;
        }
        engine.headers(asked, verdict).forEach(response::setHeader);
        new EngineHandshake(engine, verdict).proceed(application, request, response, chain);
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
            engine.refused(asked, Verdict.Refused.webSocketHandshake(response.getStatus()));
        }
    }

    private static Optional<Verdict.Refused> wrongVersion(HttpServletRequest request) {
        return OpeningHandshake.hasVersion(request)
                ? Optional.empty()
                : Optional.of(Verdict.Refused.webSocketVersion(request.getHeader("Sec-WebSocket-Version")));
    }

    /** As Node's server refuses an upgrade: 400 whatever is wrong, and the bare message. */
    private static void refuse(HttpServletResponse response, Verdict.Refused refused) throws IOException {
        refused.headers().forEach(response::setHeader);
        response.setHeader("Connection", "close");
        int status = refused.status().orElse(HttpServletResponse.SC_BAD_REQUEST);
        HttpAnswer.text(status, "text/html", refused.message()).write(response);
    }

    /** The end of the application: filters go before listeners, so here sessions can still say good-bye. */
    @Override
    public void destroy() {
        application.close();
    }
}
