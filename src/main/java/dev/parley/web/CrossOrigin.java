package dev.parley.web;

import dev.parley.auth.CorsPolicy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Tells pages of other origins what they may do (Fetch Standard, "CORS protocol"), at the addresses of Parley and at those of an
 * application that asks for it. Immutable.
 */
public final class CrossOrigin {
    private final CorsPolicy cors;

    CrossOrigin(CorsPolicy cors) {
        this.cors = cors;
    }

    /** As the options {@code parley.origins} and {@code parley.cors} of a web application say. */
    public static CrossOrigin of(ServletContext context) {
        return new CrossOrigin(Application.of(context).settings().engine().cors());
    }

    /**
     * Says it by headers of the answer.
     *
     * @return whether that was all that was asked for (a preflight), and the answer is whole
     */
    public boolean answers(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        if (request.getMethod().equals("OPTIONS") && cors.answersPreflights()) {
            cors.preflightHeaders(origin, host, request.getHeader("Access-Control-Request-Headers"))
                    .forEach(response::setHeader);
            response.setStatus(cors.preflightStatus());
            response.setContentLength(0);
            return true;
        }
        cors.headers(origin, host).forEach(response::setHeader);
        return false;
    }
}
