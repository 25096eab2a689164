package dev.parley.web;

import dev.parley.auth.OriginPolicy;
import dev.parley.connection.QueryString;
import dev.parley.engineio.Verdict;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The page whose script has sent a request.
 *
 * @param origin null if it is not known, as of what is no page
 * @param isAllowed whether it may
 */
record RequestingPage(String origin, boolean isAllowed) {

    /**
     * @param headers the first of a name, or null
     * @param query null if there is none
     */
    static RequestingPage of(UnaryOperator<String> headers, String query, OriginPolicy policy) {
        String sent = headers.apply("Origin");
        String site = headers.apply("Sec-Fetch-Site");
        String origin = OriginPolicy.origin(sent, site, headers.apply("Referer"));
        boolean isForeignScript = sent == null
                && ("cross-site".equals(site) || "same-site".equals(site))
                && !policy.allowsAll()
                && isScript(query);
        return new RequestingPage(origin, !isForeignScript && policy.allows(origin, headers.apply("Host")));
    }

    /** Polling by script elements sends no Origin, and lets any page read the answers; browsers say whose page it is. */
    private static boolean isScript(String query) {
        return QueryString.last(query, "j") != null;
    }

    /** Empty if it may. */
    Optional<Verdict.Refused> refusal() {
        return isAllowed ? Optional.empty() : Optional.of(Verdict.Refused.origin(origin));
    }
}
