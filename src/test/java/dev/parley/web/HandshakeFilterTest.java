package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.config.Configuration;
import dev.parley.config.Option;
import dev.parley.config.Source;
import dev.parley.connection.OpeningRequest;
import dev.parley.wire.GenericVocabulary;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeFilterTest {
    private final Application application = Application.configured(new Configuration(List.of()));
    private final HandshakeFilter filter = new HandshakeFilter(application, application.webSockets(), application.natives()::at);
    private final Principal anna = () -> "anna";
    private final Map<String, Object> kept = new HashMap<>();

    @BeforeEach
    void open() {
        application.server().of("/team");
        application.natives().use("codes", namespace -> true, new GenericVocabulary());
    }

    @AfterEach
    void close() {
        filter.destroy();
    }

    @Test
    void the_facts_of_the_request_reach_the_endpoint() throws Exception {
        filter.doFilter(request(), response(), (request, response) -> PendingHandshake.keep(kept));
        NativeHandshake pending = (NativeHandshake) PendingHandshake.take(kept).orElseThrow();
        assertEquals(
                new NativeNamespaces.Entrance(application.natives(), new NativeAddress("/team", "codes")),
                pending.destination());
        OpeningRequest opening = pending.request();
        assertEquals("192.0.2.7", opening.remoteAddress());
        assertSame(anna, opening.principal().orElseThrow());
        assertEquals("b", opening.cookies().get("a"));
        assertEquals("1", opening.parameter("q").orElse(""));
        assertEquals("13", opening.header("sec-websocket-VERSION").orElse(""));
        assertTrue(opening.secure());
        assertEquals("/ws/team/codes", opening.path());
    }

    @Test
    void nothing_is_left_with_the_thread() throws Exception {
        filter.doFilter(request(), response(), (request, response) -> {});
        PendingHandshake.keep(kept);
        assertEquals(Map.of(), kept);
    }

    @Test
    void whom_the_container_has_signed_in_is_a_guest_where_that_does_not_count() {
        assertSame(anna, RequestFacts.of(request()).principal().orElseThrow());
        Source off = new Source("test", option -> option == Option.AUTH_CONTAINER ? "false" : null);
        try (Application other = Application.configured(new Configuration(List.of(off)))) {
            assertEquals(Optional.empty(), RequestFacts.of(request(other)).principal());
        }
    }

    private HttpServletRequest request() {
        return request(application);
    }

    private HttpServletRequest request(Application application) {
        Map<String, String> headers = Map.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version", "13",
                "Host", "host",
                "Origin", "https://host");
        return fake(
                HttpServletRequest.class,
                Map.of(
                        "getServletContext",
                                fake(ServletContext.class, Map.of("getAttribute", application), Map.of()),
                        "getMethod", "GET",
                        "getProtocol", "HTTP/1.1",
                        "getRequestURI", "/app/ws/team/codes",
                        "getContextPath", "/app",
                        "getRemoteAddr", "192.0.2.7",
                        "isSecure", true,
                        "getUserPrincipal", anna,
                        "getCookies", new Cookie[] {new Cookie("a", "b")},
                        "getQueryString", "q=1"),
                headers);
    }

    private static HttpServletResponse response() {
        return fake(HttpServletResponse.class, Map.of("getStatus", 101), Map.of());
    }

    /** Answers what it is told to, and null to all else. */
    private static <T> T fake(Class<T> type, Map<String, Object> answers, Map<String, String> headers) {
        Object fake = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "getHeaders" -> Collections.enumeration(
                            Optional.ofNullable(headers.get((String) arguments[0])).stream().toList());
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> answers.get(method.getName());
                });
        return type.cast(fake);
    }
}
