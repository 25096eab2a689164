package dev.parley.it;

import java.io.File;
import java.net.URI;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The product as a container gets it, for tests annotated with {@code @ArquillianTest}:
 *
 * <pre>{@code
 * @Deployment(testable = false) static WebArchive war() { return Deployed.parley(); }
 * @ArquillianResource URL base;
 * }</pre>
 *
 * <p>Such a test runs four times, on Tomcat, on Undertow, on WildFly and on Payara Micro. Payara starts anew for every test
 * class.
 */
public final class Deployed {
    private Deployed() {}

    /** The packaged WAR, unchanged. */
    public static WebArchive parley() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("war.file")));
    }

    /** Whether this run is on one of these containers, by their names in {@code arquillian.xml}. */
    public static boolean isOn(String... containers) {
        return List.of(containers).contains(System.getProperty("arquillian.launch"));
    }

    /** The {@code ws:} address of {@code path} below the page's address. */
    public static URI webSocket(URI base, String path) {
        return URI.create(base.resolve(path).toString().replaceFirst("^http", "ws"));
    }
}
