package dev.parley.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692, 5 and 7.1; RFC 6455, 9.1. */
class DeflateAgreementTest {
    private static final String NO_CONTEXT = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static String answer(Compression compression, String... headers) {
        try {
            return DeflateAgreement.on(ExtensionOffer.read(List.of(headers)), compression)
                    .map(DeflateAgreement::answer)
                    .orElse("declined");
        } catch (ProtocolViolation malformed) {
            throw new AssertionError(malformed.getMessage(), malformed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=15",
                "permessage-deflate; client_max_window_bits=\"10\"",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover",
                " permessage-deflate ;client_no_context_takeover;\tserver_no_context_takeover ",
                "permessage-deflate; client_max_window_bits = 12",
            })
    void without_context_both_sides_forget(String offer) {
        assertEquals(NO_CONTEXT, answer(Compression.MESSAGE, offer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate|permessage-deflate",
                "permessage-deflate; client_max_window_bits|permessage-deflate",
                "permessage-deflate; server_no_context_takeover|permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover|permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15|permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=\"1\\5\"|permessage-deflate; server_max_window_bits=15",
            })
    void with_context_a_client_may_want_it_forgotten(String offer, String answer) {
        assertEquals(answer, answer(Compression.CONTEXT, offer));
    }

    /** Section 7.1: the server must decline. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; unknown",
                "permessage-deflate; Server_No_Context_Takeover",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; client_no_context_takeover=\"1\"",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10; client_max_window_bits=11",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; server_max_window_bits=x",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=+9",
                "permessage-deflate; client_max_window_bits=x",
                "x-webkit-deflate-frame; no_context_takeover",
                "permessage-bzip2",
                "PERMESSAGE-DEFLATE",
                "",
            })
    void an_offer_that_cannot_be_is_declined(String offer) {
        assertEquals("declined", answer(Compression.MESSAGE, offer));
        assertEquals("declined", answer(Compression.CONTEXT, offer));
    }

    /** They may be asked for, but Java's compressor has no smaller window. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14})
    void a_smaller_window_of_ours_is_declined(int bits) {
        assertEquals("declined", answer(Compression.CONTEXT, "permessage-deflate; server_max_window_bits=" + bits));
    }

    /** Section 5.2: the offers come in the order of preference. */
    @Test
    void the_first_offer_that_can_be_is_accepted() {
        String smaller = "permessage-deflate; server_max_window_bits=10";
        String exact = "permessage-deflate; server_max_window_bits=15";
        assertEquals(exact, answer(Compression.CONTEXT, smaller + ", " + exact + ", permessage-deflate"));
        assertEquals("permessage-deflate", answer(Compression.CONTEXT, smaller, "mux; max=4,, permessage-deflate," + exact));
        assertEquals("declined", answer(Compression.CONTEXT, smaller, smaller + "; unknown"));
    }

    @Test
    void without_an_offer_there_is_no_agreement() {
        assertEquals("declined", answer(Compression.MESSAGE));
    }

    @Test
    void what_is_switched_off_is_declined() {
        assertEquals("declined", answer(Compression.OFF, "permessage-deflate"));
    }

    /** RFC 6455, 9.1: what does not follow the grammar fails the handshake. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate;",
                "permessage-deflate; ;",
                "permessage-deflate; =1",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"",
                "permessage-deflate; client_max_window_bits=\"\"",
                "permessage-deflate; client_max_window_bits=\"1 0\"",
                "permessage-deflate; client_max_window_bits=\"10",
                "permessage-deflate; client_max_window_bits=\"10\\",
                "permessage-deflate; client_max_window_bits=\"10\"5",
                "permessage-deflate client_max_window_bits",
                "permessage-deflate=10",
                "; permessage-deflate",
                "permessage(deflate)",
                "permessage-d\u00e9flate",
            })
    void what_is_no_list_of_extensions_is_malformed(String header) {
        ProtocolViolation malformed = assertThrows(ProtocolViolation.class, () -> ExtensionOffer.read(List.of(header)));
        assertEquals("Sec-WebSocket-Extensions must be a list of extensions", malformed.getMessage());
    }
}
