package example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A filter of an application, which is why it is in no package of ours. Counts what passes it. */
public class CountingFilter extends HttpFilter {
    /** How many have passed. */
    public static final AtomicInteger COUNT = new AtomicInteger();

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        COUNT.incrementAndGet();
        chain.doFilter(request, response);
    }
}
