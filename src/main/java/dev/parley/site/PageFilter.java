package dev.parley.site;

import dev.parley.web.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The headers that pages and files carry: what a page may load, and that browsers ask again before they use a copy. Scripts,
 * styles and words are nothing by themselves, and their headers would weigh as much as they do; where there is none, what is
 * said instead is a page. Nor does anybody see why a request has failed: that is in the log.
 */
final class PageFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(PageFilter.class.getName());

    private static final String POLICY = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Pattern PART = Pattern.compile("\\.(js|css|json)$");

    private final Duration tlsAlone;

    /** @param tlsAlone for how long browsers that have come over TLS shall come over nothing else; zero: that is their affair */
    PageFilter(Duration tlsAlone) {
        this.tlsAlone = tlsAlone;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-cache");
        if (request.getMethod().equals("TRACE")) { // it would repeat cookies and tokens
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        if (!tlsAlone.isZero() && Caller.isSecure(request)) { // RFC 6797, 7.2: never over plain HTTP
            response.setHeader("Strict-Transport-Security", "max-age=" + tlsAlone.toSeconds());
        }
        try {
            if (PART.matcher(request.getRequestURI()).find()) {
                chain.doFilter(request, new Part(response));
            } else {
                protect(response);
                chain.doFilter(request, response);
            }
        } catch (ServletException | IOException | RuntimeException | Error e) { // whose trace some containers show
            if (response.isCommitted()) { // too late to say it: the container cuts the answer off
                throw e;
            }
            // the former may be the client's affair
            LOG.log(e instanceof IOException ? Level.WARNING : Level.ERROR, "a request failed", e);
            protect(response);
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            if (request.isAsyncStarted()) { // nobody else would end it
                request.getAsyncContext().complete();
            }
        }
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    /** Of a part of pages; the container's page about an error takes its place. */
    private static final class Part extends HttpServletResponseWrapper {
        Part(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            protect((HttpServletResponse) getResponse());
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            protect((HttpServletResponse) getResponse());
            super.sendError(status, message);
        }
    }
}
