package dev.parley.web;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.AddressKey;
import dev.parley.connection.Pace;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets requests of an address that is too fast wait for their turn, by no thread of their own. Safe for use by many threads. */
final class UndertowPace implements HttpHandler {
    private final HttpHandler next;
    private final Pace pace;
    private final TrustedProxies proxies;

    UndertowPace(HttpHandler next, Pace pace, TrustedProxies proxies) {
        this.next = next;
        this.pace = pace;
        this.proxies = proxies;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Optional<String> address = address(exchange);
        if (address.isEmpty()) {
            next.handleRequest(exchange);
            return;
        }
        int opening = exchange.getRequestHeaders().contains(Headers.SEC_WEB_SOCKET_KEY) ? Pace.OPENING : 0;
        exchange.addExchangeCompleteListener((answered, following) -> {
            if (answered.getStatusCode() == StatusCodes.TOO_MANY_REQUESTS) {
                pace.take(address, Pace.REFUSAL - opening); // which has been counted
            }
            following.proceed();
        });
        Duration wait = pace.take(address, 1 + opening);
        if (wait.isZero()) {
            next.handleRequest(exchange);
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                    .executeAfter(() -> Connectors.executeRootHandler(next, exchange), wait.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private Optional<String> address(HttpServerExchange exchange) {
        InetAddress peer = exchange.getSourceAddress().getAddress();
        if (peer == null) {
            return Optional.empty();
        }
        HeaderValues forwarded = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
        List<String> hops = forwarded == null ? List.of() : forwarded;
        String address = peer.getHostAddress();
        Optional<String> key = AddressKey.of(proxies.client(address, hops));
        boolean isShared = key.isEmpty() && proxies.isAnybodys(address, hops, exchange.getRequestHeaders()::contains);
        return isShared ? AddressKey.of(address, true) : key;
    }
}
