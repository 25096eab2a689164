package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeAddressTest {

    @ParameterizedTest
    @CsvSource({
        "/ws,          /,         ''",
        "/ws/team,     /team,     ''",
        "/ws/codes,    /codes,    ''",
        "/ws/a.b~c-_1, /a.b~c-_1, ''",
        "/ws/...,      /...,      ''",
        "/ws/a/codes,  /a,        codes",
        "/ws/a/b-2,    /a,        b-2",
        "/sse,         /,         ''",
        "/sse/team,    /team,     ''",
        "/sse/a/codes, /a,        codes",
    })
    void paths_are_namespaces_and_dialects(String path, String namespace, String dialect) {
        assertEquals(Optional.of(new NativeAddress(namespace, dialect)), NativeAddress.of(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws/", "/ws/a/", "/ws/a/B", "/ws/a/2", "/ws/a/b/c", "/ws/./codes", "/ws/..", "/ws/a%20b", "/ws/ä", "/wsx", "/sse/", "/ssex", "/echo"})
    void nothing_is_elsewhere(String path) {
        assertEquals(Optional.empty(), NativeAddress.of(path));
    }

    @Test
    void a_name_may_have_64_characters() {
        assertEquals(true, NativeAddress.of("/ws/" + "x".repeat(64)).isPresent());
        assertEquals(false, NativeAddress.of("/ws/" + "x".repeat(65)).isPresent());
    }
}
