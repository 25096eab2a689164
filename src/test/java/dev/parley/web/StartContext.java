package dev.parley.web;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A web application that starts: some pages, some servlets, attributes. */
record StartContext(Set<String> pages, List<String> mappings, Map<String, Object> attributes) {

    StartContext(Set<String> pages, List<String> mappings) {
        this(pages, mappings, new HashMap<>());
    }

    ServletContext context() {
        return fake(ServletContext.class, Map.of("getServletRegistrations", Map.of("theirs", servlet())));
    }

    private ServletRegistration servlet() {
        return fake(ServletRegistration.class, Map.of("getMappings", mappings));
    }

    private <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getResourcePaths" -> pages.contains(arguments[0]) ? Set.of(arguments[0] + "page.html") : null;
                    case "getFilterRegistration" -> arguments[0].equals("Parley /ours")
                            ? fake(FilterRegistration.class, Map.of())
                            : null;
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> answers.get(method.getName());
                }));
    }
}
