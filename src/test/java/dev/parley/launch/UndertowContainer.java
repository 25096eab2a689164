package dev.parley.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Lets Arquillian deploy to what {@code java -jar} starts, where {@code arquillian.launch} is {@code undertow}. */
public final class UndertowContainer implements DeployableContainer<UndertowContainer.Nothing> {

    /** Registers the container; there can be only one. */
    public static final class Extension implements LoadableExtension {
        @Override
        public void register(ExtensionBuilder builder) {
            if ("undertow".equals(System.getProperty("arquillian.launch"))) {
                builder.service(DeployableContainer.class, UndertowContainer.class);
            }
        }
    }

    /** There is nothing to configure. */
    public static final class Nothing implements ContainerConfiguration {
        @Override
        public void validate() {}
    }

    private static final String DESCRIPTOR = "/WEB-INF/web.xml";
    private static final Pattern PARAMETER = Pattern.compile("<context-param>.*?</context-param>", Pattern.DOTALL);

    private record Running(UndertowServer server, TemporaryFolder folder) {}

    private final Map<String, Running> running = new ConcurrentHashMap<>();

    @Override
    public Class<Nothing> getConfigurationClass() {
        return Nothing.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        try {
            TemporaryFolder folder = TemporaryFolder.make();
            Path war = folder.path().resolve("application.war");
            foldFragments(archive);
            archive.as(ZipExporter.class).exportTo(war.toFile());
            String path = "/" + archive.getName().replaceFirst("\\.war$", "");
            CommandLine.Start options =
                    new CommandLine.Start(CommandLine.Server.UNDERTOW, "localhost", 0, path, Optional.empty(), Map.of(), true);
            UndertowServer server = new UndertowServer(options, new War(war), new ApplicationLoader(unpacked(war, folder)));
            running.put(archive.getName(), new Running(server, folder));
            server.start();
            URI address = server.address();
            return new ProtocolMetaData()
                    .addContext(new HTTPContext(address.getHost(), address.getPort()).add(new Servlet("default", path)));
        } catch (StartException | IOException e) {
            undeploy(archive);
            throw new DeploymentException(e.getMessage(), e);
        }
    }

    /** {@code java -jar} does not look into libraries: the parameters of their fragments go into the descriptor. */
    private static void foldFragments(Archive<?> archive) throws IOException {
        StringBuilder parameters = new StringBuilder();
        for (Node library : archive.getContent(Filters.include("/WEB-INF/lib/.*\\.jar")).values()) {
            try (ZipInputStream jar = new ZipInputStream(library.getAsset().openStream())) {
                for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                    if (entry.getName().equals("META-INF/web-fragment.xml")) {
                        PARAMETER.matcher(new String(jar.readAllBytes(), StandardCharsets.UTF_8))
                                .results()
                                .forEach(each -> parameters.append(each.group()));
                    }
                }
            }
        }
        if (!parameters.isEmpty()) {
            try (InputStream content = archive.get(DESCRIPTOR).getAsset().openStream()) {
                String descriptor = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                archive.add(new StringAsset(descriptor.replace("</web-app>", parameters + "</web-app>")), DESCRIPTOR);
            }
        }
    }

    /** The application's classes and libraries. */
    private static URL[] unpacked(Path war, TemporaryFolder folder) throws IOException {
        List<URL> all = new ArrayList<>();
        Path to = folder.path().resolve("unpacked");
        all.add(Files.createDirectories(to.resolve("WEB-INF/classes")).toUri().toURL());
        try (JarFile jar = new JarFile(war.toFile())) {
            for (ZipEntry entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
                Path file = to.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                if (entry.getName().startsWith("WEB-INF/lib/")) {
                    all.add(file.toUri().toURL());
                }
            }
        }
        return all.toArray(URL[]::new);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        Running ended = running.remove(archive.getName());
        if (ended != null) {
            ended.server().close();
            ended.folder().close();
        }
    }

    /** Prefers what the application brings, for the tests have the same classes. */
    private static final class ApplicationLoader extends URLClassLoader {
        ApplicationLoader(URL... where) {
            super("application", where, UndertowContainer.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }

        /** A service that the application brings is not mixed with the tests' own. */
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> own = findResources(name);
            return own.hasMoreElements() ? own : super.getResources(name);
        }
    }
}
