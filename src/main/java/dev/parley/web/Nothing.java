package dev.parley.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says that nothing is at an address. */
final class Nothing extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        HttpAnswer.text(HttpServletResponse.SC_NOT_FOUND, "text/plain", "nothing is at this address").write(response);
    }
}
