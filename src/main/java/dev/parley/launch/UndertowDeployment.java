package dev.parley.launch;

import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.MimeMapping;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.ServletSessionConfig;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.util.ETag;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EventListener;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;

/**
 * A WAR as Undertow wants to be told of it, which looks for nothing by itself: the classes that the Servlet API finds by their
 * annotations, the pages, and of the descriptor what concerns them. Confined to one start.
 */
final class UndertowDeployment {
    private final ClassLoader loader;
    private final Index index;
    private final DeploymentInfo deployment;

    private UndertowDeployment(ClassLoader loader, Index index, DeploymentInfo deployment) {
        this.loader = loader;
        this.index = index;
        this.deployment = deployment;
    }

    /**
     * @param loader has the application's classes
     * @param pages an empty folder, which must stay as long as the deployment
     */
    static DeploymentInfo of(War war, ClassLoader loader, Path pages, WebSocketDeploymentInfo webSockets)
            throws IOException {
        war.copyPages(pages);
        DeploymentInfo made = Servlets.deployment()
                .setDeploymentName("parley.war")
                .setClassLoader(loader)
                .setEagerFilterInit(true)
                .setDefaultEncoding("UTF-8")
                .setServletStackTraces(ServletStackTraces.NONE)
                .setServletSessionConfig(new ServletSessionConfig().setHttpOnly(true))
                .setResourceManager(PathResourceManager.builder()
                        .setBase(pages)
                        .setETagFunction(UndertowDeployment::tag)
                        .build())
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets);
        UndertowDeployment deployment = new UndertowDeployment(loader, war.classes(), made);
        deployment.describe(war.descriptor());
        deployment.addAnnotated(webSockets);
        deployment.addInitializers();
        return made;
    }

    private static ETag tag(Path page) {
        try {
            return new ETag(true, Files.size(page) + "-" + Files.getLastModifiedTime(page).toMillis());
        } catch (IOException e) {
            return null; // it is served without
        }
    }

    private void describe(Descriptor descriptor) {
        deployment.addMimeMapping(new MimeMapping("js", "text/javascript")); // RFC 9239; Undertow's table is older
        descriptor.parameters().forEach(deployment::addInitParameter);
        descriptor.mimeTypes().forEach((extension, type) -> deployment.addMimeMapping(new MimeMapping(extension, type)));
        deployment.addWelcomePages(descriptor.welcomeFiles());
    }

    private void addAnnotated(WebSocketDeploymentInfo webSockets) {
        annotated(WebListener.class).forEach(type -> deployment.addListener(Servlets.listener(type.asSubclass(EventListener.class))));
        annotated(WebServlet.class).forEach(type -> deployment.addServlet(servlet(type.asSubclass(Servlet.class))));
        annotated(WebFilter.class).forEach(type -> addFilter(type.asSubclass(Filter.class)));
        annotated(ServerEndpoint.class).forEach(webSockets::addEndpoint);
    }

    private static ServletInfo servlet(Class<? extends Servlet> type) {
        WebServlet declared = type.getAnnotation(WebServlet.class);
        ServletInfo servlet = Servlets.servlet(name(declared.name(), type), type)
                .setAsyncSupported(declared.asyncSupported())
                .addMappings(declared.value())
                .addMappings(declared.urlPatterns());
        Arrays.stream(declared.initParams()).forEach(each -> servlet.addInitParam(each.name(), each.value()));
        return declared.loadOnStartup() < 0 ? servlet : servlet.setLoadOnStartup(declared.loadOnStartup());
    }

    private void addFilter(Class<? extends Filter> type) {
        WebFilter declared = type.getAnnotation(WebFilter.class);
        String name = name(declared.filterName(), type);
        FilterInfo filter = Servlets.filter(name, type).setAsyncSupported(declared.asyncSupported());
        Arrays.stream(declared.initParams()).forEach(each -> filter.addInitParam(each.name(), each.value()));
        deployment.addFilter(filter);
        for (DispatcherType dispatcher : declared.dispatcherTypes()) {
            Stream.of(declared.value(), declared.urlPatterns())
                    .flatMap(Arrays::stream)
                    .forEach(pattern -> deployment.addFilterUrlMapping(name, pattern, dispatcher));
            for (String servlet : declared.servletNames()) {
                deployment.addFilterServletNameMapping(name, servlet, dispatcher);
            }
        }
    }

    private static String name(String declared, Class<?> type) {
        return declared.isEmpty() ? type.getName() : declared;
    }

    /** Those of the application; Undertow's neighbours on the class path have some that are for other containers. */
    private void addInitializers() {
        ServiceLoader.load(ServletContainerInitializer.class, loader).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> index.getClassByName(type) != null)
                .forEach(type -> deployment.addServletContainerInitializer(
                        new ServletContainerInitializerInfo(type, handled(type))));
    }

    private Set<Class<?>> handled(Class<?> initializer) {
        Set<Class<?>> handled = new HashSet<>();
        HandlesTypes declared = initializer.getAnnotation(HandlesTypes.class);
        for (Class<?> type : declared == null ? new Class<?>[0] : declared.value()) {
            handled.addAll(type.isAnnotation() ? annotated(type) : below(type));
        }
        return handled;
    }

    private List<Class<?>> annotated(Class<?> annotation) {
        return index.getAnnotations(DotName.createSimple(annotation)).stream()
                .map(AnnotationInstance::target)
                .filter(target -> target.kind() == AnnotationTarget.Kind.CLASS)
                .<Class<?>>map(target -> load(target.asClass()))
                .toList();
    }

    private List<Class<?>> below(Class<?> type) {
        DotName name = DotName.createSimple(type);
        return Stream.concat(index.getAllKnownImplementors(name).stream(), index.getAllKnownSubclasses(name).stream())
                .<Class<?>>map(this::load)
                .toList();
    }

    private Class<?> load(ClassInfo found) {
        try {
            return Class.forName(found.name().toString(), false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class of the WAR cannot be loaded: " + found.name(), e);
        }
    }
}
