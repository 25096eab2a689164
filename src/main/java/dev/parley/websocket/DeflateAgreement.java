package dev.parley.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client and we have agreed on about permessage-deflate (RFC 7692, 7.1). Immutable.
 *
 * @param serverTakesOver whether our messages may refer to those before them
 * @param clientTakesOver whether the client's may
 * @param limitsWindow whether the client has asked for our largest window, which is the only one that Java has
 */
public record DeflateAgreement(boolean serverTakesOver, boolean clientTakesOver, boolean limitsWindow) {
    public static final String NAME = "permessage-deflate";

    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final String LARGEST_WINDOW = "15";

    /** Accepts the first offer that can be; empty if there is none. */
    public static Optional<DeflateAgreement> on(List<ExtensionOffer> offers, Compression compression) {
        return compression == Compression.OFF
                ? Optional.empty()
                : offers.stream()
                        .filter(offer -> offer.name().equals(NAME))
                        .flatMap(offer -> on(offer, compression).stream())
                        .findFirst();
    }

    /** 7.1: what is not known, not valid, given twice or not to be had declines the offer, and fails nothing. */
    private static Optional<DeflateAgreement> on(ExtensionOffer offer, Compression compression) {
        Set<String> names = new HashSet<>();
        for (ExtensionOffer.Parameter parameter : offer.parameters()) {
            if (!names.add(parameter.name()) || !isPossible(parameter)) {
                return Optional.empty();
            }
        }
        boolean takesOver = compression == Compression.CONTEXT;
        return Optional.of(new DeflateAgreement(
                takesOver && !names.contains(SERVER_NO_CONTEXT),
                takesOver && !names.contains(CLIENT_NO_CONTEXT),
                names.contains(SERVER_WINDOW)));
    }

    private static boolean isPossible(ExtensionOffer.Parameter parameter) {
        Optional<String> value = parameter.value();
        return switch (parameter.name()) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value.isEmpty();
            case SERVER_WINDOW -> value.filter(LARGEST_WINDOW::equals).isPresent();
            case CLIENT_WINDOW -> value.isEmpty() || value.get().matches("[89]|1[0-5]");
            default -> false;
        };
    }

    /** What {@code Sec-WebSocket-Extensions} answers. */
    public String answer() {
        return NAME
                + (serverTakesOver ? "" : "; " + SERVER_NO_CONTEXT)
                + (clientTakesOver ? "" : "; " + CLIENT_NO_CONTEXT)
                + (limitsWindow ? "; " + SERVER_WINDOW + "=" + LARGEST_WINDOW : "");
    }
}
