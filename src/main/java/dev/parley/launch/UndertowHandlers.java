package dev.parley.launch;

import io.undertow.Handlers;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.List;

/** What a request passes before the servlets, and an answer after them: what Tomcat does by itself. */
final class UndertowHandlers {
    private static final int WORTH_COMPRESSING = 512; // most modules of the page are small

    /** The page is 246 kB, and 100 kB compressed. */
    private static final List<String> COMPRESSED =
            List.of("text/html", "text/css", "text/javascript", "application/json", "image/svg+xml");

    private UndertowHandlers() {}

    /**
     * @param shortcut of the application's, around the servlets and all this; null for none
     * @param contextPath empty for the root
     */
    static HttpHandler before(HttpHandler servlets, HandlerWrapper shortcut, String contextPath) {
        HttpHandler pages = new UndertowPatience(compressing(validating(servlets)));
        HttpHandler all = shortcut == null ? pages : shortcut.wrap(pages);
        return contextPath.isEmpty() ? all : Handlers.path().addPrefixPath(contextPath, withSlash(all, contextPath));
    }

    /** Relative, because only a proxy in front of us may know by which scheme the client came. */
    private static HttpHandler withSlash(HttpHandler next, String contextPath) {
        return exchange -> {
            if (!exchange.getRelativePath().isEmpty()) {
                next.handleRequest(exchange);
                return;
            }
            String query = exchange.getQueryString().isEmpty() ? "" : "?" + exchange.getQueryString();
            exchange.setStatusCode(StatusCodes.FOUND);
            exchange.getResponseHeaders().put(Headers.LOCATION, contextPath + "/" + query);
            exchange.endExchange();
        };
    }

    /** Who names the version it has is not asked for its date (RFC 9110, 13.1.3): after a step back the date would be right. */
    private static HttpHandler validating(HttpHandler next) {
        return exchange -> {
            if (exchange.getRequestHeaders().contains(Headers.IF_NONE_MATCH)) {
                exchange.getRequestHeaders().remove(Headers.IF_MODIFIED_SINCE);
            }
            next.handleRequest(exchange);
        };
    }

    private static HttpHandler compressing(HttpHandler next) {
        HttpHandler varying = exchange -> {
            exchange.addResponseCommitListener(answered -> {
                if (isCompressible(answered)) {
                    answered.getResponseHeaders().add(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
                }
            });
            next.handleRequest(exchange);
        };
        return new EncodingHandler(varying, new ContentEncodingRepository()
                .addEncodingHandler("gzip", new GzipEncodingProvider(), 50, UndertowHandlers::isWorthCompressing));
    }

    private static boolean isWorthCompressing(HttpServerExchange exchange) {
        long length = exchange.getResponseContentLength();
        return isCompressible(exchange)
                && (length < 0 || length >= WORTH_COMPRESSING)
                && !exchange.getResponseHeaders().contains(Headers.CONTENT_RANGE); // which counts what is not compressed
    }

    private static boolean isCompressible(HttpServerExchange exchange) {
        String type = exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && COMPRESSED.contains(type.split(";", 2)[0].strip());
    }
}
