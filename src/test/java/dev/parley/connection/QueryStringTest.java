package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {

    /** {@code name=first,second;name=…} */
    private static String parsed(String query) {
        return QueryString.parse(query).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                .collect(Collectors.joining(";"));
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=4&transport=polling, EIO=4;transport=polling",
        "a=1&b=2&a=3, 'a=1,3;b=2'",
        "sid=, sid=",
        "sid, sid=",
        "=x, =x",
        "=, =",
        "a=b=c, a=b=c",
        "a==, a==",
        "&, ''",
        "'', ''",
        "&&a=1&&, a=1",
        "a=1&, a=1",
        "a?b=c?d, a?b=c?d",
        "a;b=c;d, a;b=c;d",
        "a=1#x, a=1#x",
        "__proto__=1&constructor=2, __proto__=1;constructor=2",
    })
    void parameters_are_split_at_ampersands_and_the_first_equals_sign(String query, String expected) {
        assertEquals(expected, parsed(query));
    }

    @ParameterizedTest
    @CsvSource({
        "%26a=%26%3D%3Fa, &a=&=?a",
        "a+b=c+d, a b=c d",
        "a=%2B%20+, a=+  ",
        "a=%C3%A9%F0%9F%98%80, a=é😀",
        "a=%c3%a9, a=é",
        "a=é😀+, a=é😀 ",
        "a=%25, a=%",
        "a=%2525, a=%25",
        "%61=%62, a=b",
        "a%3Db=c, a=b=c",
    })
    void escapes_are_decoded(String query, String expected) {
        assertEquals(expected.strip(), parsed(query).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "a=%, a=%",
        "a=%2, a=%2",
        "a=%zz, a=%zz",
        "a=%2z%41, a=%2zA",
        "a=%%41, a=%A",
        "a=%+1, a=% 1",
        "a=%-1, a=%-1",
        "a=%+1%20, a=% 1 ",
        "a=100%&b=%41, a=100%;b=A",
        "a=50%+x%20y%, a=50% x y%",
        "%zz=%41, %zz=A",
        "a=%１１%41, a=%１１A",
        "a=%４１, a=%４１",
    })
    void broken_escapes_stay_as_they_are_and_others_are_decoded(String query, String expected) {
        assertEquals(expected.strip(), parsed(query).strip());
    }

    @Test
    void what_is_no_utf8_is_replaced() {
        assertEquals("a=\ufffd", parsed("a=%ff"));
        assertEquals("a=\ufffdb", parsed("a=%c3b"));
        assertEquals("a=\0", parsed("a=%00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a", "&=?a", "a b", "+", "%", "%41", "é😀世", "\0\n", "a=b&c=d"})
    void what_is_encoded_comes_back(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        assertEquals(Map.of(text, List.of(text)), QueryString.parse(encoded + "=" + encoded));
    }

    @Test
    void of_a_repeated_parameter_the_last_counts() {
        assertEquals("3", QueryString.last(QueryString.parse("EIO=4&EIO=3"), "EIO"));
        assertEquals("", QueryString.last(QueryString.parse("EIO=4&EIO"), "EIO"));
        assertNull(QueryString.last(QueryString.parse("EIO=4"), "sid"));
        for (String query : List.of("EIO=4&EIO=3", "EIO=3", "EIO=4&&%45IO=3&", "&EIO=3&a", "EIO=%33&EIo=5&EIOEIO=6&=EIO")) {
            assertEquals("3", QueryString.last(query, "EIO"), query);
        }
        assertEquals("", QueryString.last("EIO=4&EIO", "EIO"));
        assertEquals("a=b c", QueryString.last("d=a=b+c&&", "d"));
        assertNull(QueryString.last("EIO=4&", "sid"));
        assertNull(QueryString.last("", "sid"));
        assertNull(QueryString.last((String) null, "sid"));
    }

    @Test
    void no_query_has_no_parameters() {
        assertEquals(Map.of(), QueryString.parse(null));
    }
}
