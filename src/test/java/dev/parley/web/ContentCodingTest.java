package dev.parley.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {
    private static final byte[] PLAIN = "la ".repeat(99).getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd         | GZIP",
                "deflate, gzip                   | GZIP",
                "deflate                         | DEFLATE",
                "gzip;q=0.5, deflate             | DEFLATE",
                "gzip;q=0.5, deflate;q=0.5       | GZIP",
                "gzip ; q=0.001                  | GZIP",
                "identity, gzip;q=0.5            | GZIP",
                "GZip                            | GZIP",
                "deflate;q=1.000,gzip;Q=0.999    | DEFLATE",
                "*                               | GZIP",
                "*;q=0.5, gzip;q=0               | DEFLATE",
                "gzip;q=0, deflate;q=0.0         | IDENTITY",
                "gzip;q=0                        | IDENTITY",
                "*;q=0                           | IDENTITY",
                "gzip, *;q=0                     | GZIP",
                "identity                        | IDENTITY",
                "identity;q=0                    | IDENTITY",
                "br                              | IDENTITY",
                "gzipped                         | IDENTITY",
                "''                              | IDENTITY",
            })
    void what_a_client_accepts_decides(String accepted, ContentCoding expected) {
        assertEquals(expected, ContentCoding.preferredBy(List.of(accepted)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip;q=", "gzip;q=-1", "gzip;q=0.1.2", "gzip;q=NaN", "gzip;level=9", "gzip deflate", ";", ",,"})
    void an_entry_that_cannot_be_read_is_no_offer(String accepted) {
        assertEquals(ContentCoding.IDENTITY, ContentCoding.preferredBy(List.of(accepted)));
        assertEquals(ContentCoding.DEFLATE, ContentCoding.preferredBy(List.of(accepted + ", deflate")));
    }

    @Test
    void without_the_header_nothing_is_packed() {
        assertEquals(ContentCoding.IDENTITY, ContentCoding.preferredBy(List.of()));
    }

    @Test
    void several_headers_are_one_list() {
        assertEquals(ContentCoding.DEFLATE, ContentCoding.preferredBy(List.of("gzip;q=0.5", "br, deflate")));
    }

    @Test
    void what_is_packed_can_be_unpacked() throws Exception {
        var gzip = new GZIPInputStream(new ByteArrayInputStream(ContentCoding.GZIP.pack(PLAIN)));
        assertArrayEquals(PLAIN, gzip.readAllBytes());
        var zlib = new InflaterInputStream(new ByteArrayInputStream(ContentCoding.DEFLATE.pack(PLAIN)));
        assertArrayEquals(PLAIN, zlib.readAllBytes());
        assertArrayEquals(PLAIN, ContentCoding.IDENTITY.pack(PLAIN));
    }
}
