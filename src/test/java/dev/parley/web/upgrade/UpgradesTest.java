package dev.parley.web.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradesTest {

    @ParameterizedTest
    @CsvSource({
        "Apache Tomcat/10.1.59, true, false",
        "Apache Tomcat/11.0.24, true, false",
        "Payara Micro, true, false",
        "Payara Server 6.2025.9, true, false",
        "GlassFish 0.0.0, true, false", // the embedded one
        "Eclipse GlassFish 7.0.21, true, false",
        "jetty/12.1.12, false, false",
        "IBM WebSphere Liberty/26.0.0.3, false, false",
        "somebody else, false, false",
        "WildFly 39.0.1.Final (WildFly Core 31.0.3.Final) - 2.3.23.Final, false, true", // whose Undertow is not to be seen
    })
    void a_container_is_known_by_its_name_or_by_the_undertow_that_can_be_seen(
            String name, boolean isGood, boolean isHarmful) {
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> name);
        assertEquals(isGood, Upgrades.areGoodOn(context));
        assertEquals(isHarmful, Upgrades.areHarmfulOn(context));
    }
}
