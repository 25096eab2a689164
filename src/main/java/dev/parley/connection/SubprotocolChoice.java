package dev.parley.connection;

import java.util.List;
import java.util.Optional;

/** Chooses one of the sub-protocols that a client offers (RFC 6455, 1.9): {@code handleProtocols} of ws. */
@FunctionalInterface
public interface SubprotocolChoice {
    /** The first that the client offers, as ws does. */
    SubprotocolChoice FIRST = (offered, request) -> offered.stream().findFirst();

    /**
     * Called on the thread of the request, many at once.
     *
     * @param offered what the client offers, best first; not empty
     * @return one of them, or none
     */
    Optional<String> choose(List<String> offered, OpeningRequest request);
}
