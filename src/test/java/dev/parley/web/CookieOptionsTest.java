package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "io,   /,    true,  LAX,    false, io=abc; Path=/; HttpOnly; SameSite=Lax",
        "woot, /,    true,  LAX,    false, woot=abc; Path=/; HttpOnly; SameSite=Lax",
        "io,   /a/b, true,  LAX,    false, io=abc; Path=/a/b; HttpOnly; SameSite=Lax",
        "io,   '',   true,  LAX,    false, io=abc; HttpOnly; SameSite=Lax",
        "io,   /,    false, LAX,    false, io=abc; Path=/; SameSite=Lax",
        "io,   /,    true,  STRICT, false, io=abc; Path=/; HttpOnly; SameSite=Strict",
        "io,   /,    true,  NONE,   true,  io=abc; Path=/; HttpOnly; Secure; SameSite=None",
    })
    void the_header_says_what_is_wanted(
            String name, String path, boolean httpOnly, CookieOptions.SameSite sameSite, boolean secure, String header) {
        CookieOptions cookie = new CookieOptions(name, path, httpOnly, sameSite, secure);
        assertEquals(header, cookie.header("abc"));
    }

    @Test
    void without_a_name_there_is_none() {
        assertFalse(new CookieOptions("", "/", true, CookieOptions.SameSite.LAX, false).isWanted());
    }
}
