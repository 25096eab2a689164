package dev.parley.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An extension that a client offers (RFC 6455, 9.1). Immutable.
 *
 * @param parameters in their order, which may repeat a name
 */
public record ExtensionOffer(String name, List<Parameter> parameters) {
    public ExtensionOffer {
        parameters = List.copyOf(parameters);
    }

    /** @param value without its quotes; empty if there is none */
    public record Parameter(String name, Optional<String> value) {}

    /**
     * Reads what is offered.
     *
     * @param headers all {@code Sec-WebSocket-Extensions} of a request, in their order
     * @return in the order of preference
     * @throws ProtocolViolation if they do not follow the grammar, which fails the handshake (4.2.1)
     */
    public static List<ExtensionOffer> read(List<String> headers) throws ProtocolViolation {
        List<ExtensionOffer> offers = new ArrayList<>();
        for (String header : headers) {
            new Scanner(header).readAll(offers);
        }
        return List.copyOf(offers);
    }

    private static final class Scanner {
        private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t"; // RFC 2616, 2.2

        private final String header;
        private int at;

        Scanner(String header) {
            this.header = header;
        }

        void readAll(List<ExtensionOffer> offers) throws ProtocolViolation {
            do {
                skipSpace();
                if (at < header.length() && header.charAt(at) != ',') { // RFC 2616, 2.1: an element may be empty
                    offers.add(offer());
                }
            } while (takes(','));
            if (at < header.length()) {
                throw malformed();
            }
        }

        private ExtensionOffer offer() throws ProtocolViolation {
            String name = token();
            List<Parameter> parameters = new ArrayList<>();
            while (takes(';')) {
                String parameter = token();
                parameters.add(new Parameter(parameter, takes('=') ? Optional.of(value()) : Optional.empty()));
            }
            return new ExtensionOffer(name, parameters);
        }

        private String value() throws ProtocolViolation {
            if (!takes('"')) {
                return token();
            }
            StringBuilder value = new StringBuilder();
            for (char next = next(); next != '"'; next = next()) {
                char quoted = next == '\\' ? next() : next;
                if (!isOfToken(quoted)) { // 9.1: without its quotes it must be a token
                    throw malformed();
                }
                value.append(quoted);
            }
            if (value.isEmpty()) {
                throw malformed();
            }
            return value.toString();
        }

        private char next() throws ProtocolViolation {
            if (at == header.length()) {
                throw malformed();
            }
            return header.charAt(at++);
        }

        private String token() throws ProtocolViolation {
            skipSpace();
            int from = at;
            while (at < header.length() && isOfToken(header.charAt(at))) {
                at++;
            }
            if (at == from) {
                throw malformed();
            }
            return header.substring(from, at);
        }

        private boolean takes(char expected) {
            skipSpace();
            boolean isNext = at < header.length() && header.charAt(at) == expected;
            at += isNext ? 1 : 0;
            return isNext;
        }

        private void skipSpace() {
            while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
                at++;
            }
        }

        private static boolean isOfToken(char c) {
            return c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0;
        }

        private static ProtocolViolation malformed() {
            return ProtocolViolation.of("Sec-WebSocket-Extensions must be a list of extensions");
        }
    }
}
