package dev.parley.connection;

/**
 * Whose a request is that continues a session: it must be of whoever has opened that. Immutable.
 *
 * @param origin of the page that sends it (RFC 6454, 7); null if there is none
 * @param principal whom the container says it is; null if it says nobody
 * @param address from where it comes; null: from wherever
 */
public record RequestOwner(String origin, String principal, String address) {

    /**
     * Whether it can be the same who has opened a session: the page has the same origin, as far as both have said it; the
     * container knows the same user, if it has known one; the address is the same, if it counts.
     */
    public boolean hasOpened(OpeningRequest opened) {
        return isOrigin(opened) && isPrincipal(opened) && (address == null || address.equals(opened.remoteAddress()));
    }

    private boolean isOrigin(OpeningRequest opened) {
        return origin == null || opened.header("Origin").filter(other -> !other.equals(origin)).isEmpty();
    }

    private boolean isPrincipal(OpeningRequest opened) {
        return opened.principal().isEmpty() || opened.principal().get().getName().equals(principal);
    }
}
