package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.testkit.VirtualScheduler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PaceFilterTest {
    private static final String THEM = "192.0.2.7";

    private final VirtualScheduler clock = new VirtualScheduler();
    private final Connections connections = new Connections(ConnectionOptions.defaults(), clock, Runnable::run);
    private final PaceFilter filter = new PaceFilter(connections, TrustedProxies.NONE);

    /** A request, its response, and what a container makes of both. */
    private final class Exchange {
        private final String address;
        private final int status;
        private final Map<String, String> headers = new HashMap<>();
        private boolean isHeld;
        private int ends;
        private AsyncListener listener;

        Exchange(String address, int status) throws Exception {
            this(address, status, false);
        }

        Exchange(String address, int status, boolean isAsync) throws Exception {
            this.address = address;
            this.status = status;
            this.isHeld = isAsync;
            HttpServletRequest request = fake(HttpServletRequest.class, arguments -> null, Map.of(
                    "getRemoteAddr", arguments -> this.address,
                    "getHeaders", arguments -> Collections.emptyEnumeration(),
                    "getProtocol", arguments -> "HTTP/1.1",
                    "isAsyncStarted", arguments -> isHeld,
                    "startAsync", arguments -> start()));
            HttpServletResponse response = fake(HttpServletResponse.class, arguments -> null, Map.of(
                    "getStatus", arguments -> this.status,
                    "isCommitted", arguments -> false,
                    "setHeader", arguments -> headers.put((String) arguments[0], (String) arguments[1])));
            filter.doFilter(request, response, (asked, answered) -> {});
        }

        private AsyncContext start() {
            isHeld = true;
            return fake(AsyncContext.class, arguments -> null, Map.of(
                    "addListener", arguments -> listener = (AsyncListener) arguments[0],
                    "complete", arguments -> ++ends));
        }
    }

    private static <T> T fake(
            Class<T> type, Function<Object[], Object> other, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object answer = answers.getOrDefault(method.getName(), other).apply(arguments);
            return method.getReturnType() == void.class ? null : answer;
        }));
    }

    /** They have sent as much as an address may after a rest. */
    private void hurry() {
        hurry(THEM);
    }

    private void hurry(String address) {
        assertEquals(Duration.ZERO, connections.pace().take(Optional.of(address), 2_000));
    }

    @Test
    void who_is_too_fast_gets_the_end_of_an_answer_when_it_is_the_turn_of_the_next() throws Exception {
        assertNull(new Exchange(THEM, 200).listener);
        clock.advance(Duration.ofSeconds(1));
        hurry();
        Exchange early = new Exchange(THEM, 200);
        assertEquals(0, early.ends);
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, early.ends);
        assertNull(new Exchange("192.0.2.8", 200).listener, "others do not wait");
    }

    @Test
    void what_is_refused_with_429_counts_as_twenty() throws Exception {
        hurry();
        Exchange refused = new Exchange(THEM, 429);
        clock.advance(Duration.ofMillis(9));
        assertEquals(0, refused.ends);
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, refused.ends);
    }

    @Test
    void a_websocket_that_is_opened_counts_as_ten() throws Exception {
        hurry();
        new Exchange(THEM, 101);
        Exchange next = new Exchange(THEM, 200);
        clock.advance(Duration.ofMillis(5));
        assertEquals(0, next.ends);
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, next.ends);
    }

    @Test
    void clients_of_this_host_never_wait() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            assertNull(new Exchange("127.0.0.1", 429).listener);
        }
    }

    @Test
    void what_is_answered_later_anyway_and_what_is_no_request_any_more_is_left_alone() throws Exception {
        hurry();
        assertNull(new Exchange(THEM, 200, true).listener);
        assertNull(new Exchange(THEM, 101).listener);
    }

    @Test
    void nobody_touches_a_request_whose_client_is_gone() throws Exception {
        hurry();
        Exchange gone = new Exchange(THEM, 429);
        gone.listener.onError(null);
        assertEquals(1, gone.ends, "while the container asks");
        Exchange over = new Exchange(THEM, 429);
        over.listener.onComplete(null);
        clock.advance(Duration.ofMinutes(1));
        assertEquals(1, gone.ends);
        assertEquals(0, over.ends);
    }

    @Test
    void so_many_are_held_of_an_address_and_the_others_must_connect_again() throws Exception {
        hurry();
        for (int i = 0; i < PaceFilter.MOST_HELD_OF_ADDRESS; i++) {
            assertEquals(Map.of(), new Exchange(THEM, 200).headers);
        }
        Exchange tooMany = new Exchange(THEM, 200);
        assertNull(tooMany.listener);
        assertEquals(Map.of("Connection", "close"), tooMany.headers);
        clock.advance(Duration.ofMinutes(1));
        hurry();
        assertEquals(Map.of(), new Exchange(THEM, 200).headers, "there is room again");
    }

    @Test
    void so_many_are_held_of_all_addresses() throws Exception {
        for (int i = 0; i < PaceFilter.MOST_HELD; i++) {
            String address = "192.0.2." + i / PaceFilter.MOST_HELD_OF_ADDRESS;
            if (i % PaceFilter.MOST_HELD_OF_ADDRESS == 0) {
                hurry(address);
            }
            assertEquals(Map.of(), new Exchange(address, 200).headers);
        }
        hurry("192.0.2.99");
        assertEquals(Map.of("Connection", "close"), new Exchange("192.0.2.99", 429).headers);
    }

    @Test
    void nobody_waits_for_an_application_that_has_gone() throws Exception {
        hurry();
        Exchange waiting = new Exchange(THEM, 429);
        filter.destroy();
        assertEquals(1, waiting.ends);
        assertNull(new Exchange(THEM, 429).listener);
    }
}
