package dev.parley.web;

import dev.parley.auth.CorsPolicy;
import dev.parley.auth.OriginPolicy;
import dev.parley.connection.FailedHandshake;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Stands before {@code /sse}: tells pages of other origins what they may do, and turns away those that may nothing. */
final class SseFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient Application application;
    private final transient CorsPolicy cors;
    private final transient CrossOrigin crossOrigin;

    SseFilter(Application application) {
        this.application = application;
        this.cors = application.settings().engine().cors();
        this.crossOrigin = new CrossOrigin(cors);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (crossOrigin.answers(request, response)) {
            return;
        }
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        String site = request.getHeader("Sec-Fetch-Site");
        String page = OriginPolicy.origin(origin, site, request.getHeader("Referer"));
        if (cors.origins().allows(page, host) && !isForeignElement(site, origin)) {
            chain.doFilter(request, response);
        } else {
            application.refusedOrigins().log(String.valueOf(page));
            SseRefusal refusal = SseRefusal.of(403, "ORIGIN_REFUSED", "pages of this origin may not connect");
            application.webSockets().failed(new FailedHandshake(
                    RequestFacts.of(request),
                    refusal.status(),
                    refusal.why().getMessage(),
                    Map.of("name", "FORBIDDEN_ORIGIN")));
            refusal.write(response);
        }
    }

    /** Scripts, pictures and links send no Origin; browsers say whose page they are in. Nobody sees what they get, but it costs. */
    private boolean isForeignElement(String site, String origin) {
        return origin == null
                && ("cross-site".equals(site) || "same-site".equals(site))
                && !cors.origins().allowsAll();
    }

    /** The end of the application: filters go before listeners, so here sessions can still say good-bye. */
    @Override
    public void destroy() {
        application.close();
    }
}
