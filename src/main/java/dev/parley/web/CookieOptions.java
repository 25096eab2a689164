package dev.parley.web;

import java.util.Locale;

/**
 * The cookie that the first answer to a poll sets.
 *
 * @param name empty for no cookie
 * @param path empty for none
 */
record CookieOptions(String name, String path, boolean httpOnly, SameSite sameSite, boolean secure) {
    /** Which requests of other sites carry it. */
    enum SameSite {
        LAX,
        STRICT,
        NONE
    }

    boolean isWanted() {
        return !name.isEmpty();
    }

    /** The header {@code Set-Cookie}; by hand, because Servlet 6.0 and its containers disagree on SameSite. */
    String header(String sid) {
        String site = sameSite.name().charAt(0) + sameSite.name().substring(1).toLowerCase(Locale.ROOT);
        return name + "=" + sid + (path.isEmpty() ? "" : "; Path=" + path) + (httpOnly ? "; HttpOnly" : "")
                + (secure ? "; Secure" : "") + "; SameSite=" + site;
    }
}
