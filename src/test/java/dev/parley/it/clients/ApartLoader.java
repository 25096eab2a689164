package dev.parley.it.clients;

import dev.parley.it.clients.adapter.IoSocketClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads a client that is not on the class path, and the adapter once more for it; the rest comes from the class path. Safe
 * for use by many threads.
 */
final class ApartLoader extends URLClassLoader {
    private static final List<String> APART = List.of("io.socket.", IoSocketClient.class.getPackageName() + ".");

    static {
        registerAsParallelCapable();
    }

    /** The build puts its jars there. */
    static final ApartLoader OLD_CLIENT = of(Path.of("target", "old-java-client"));

    private ApartLoader(URL... places) {
        super(places, ApartLoader.class.getClassLoader());
    }

    private static ApartLoader of(Path jars) {
        List<URL> places = new ArrayList<>();
        places.add(IoSocketClient.class.getProtectionDomain().getCodeSource().getLocation());
        try (Stream<Path> files = Files.list(jars)) {
            for (Path file : files.toList()) {
                places.add(file.toUri().toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ApartLoader(places.toArray(URL[]::new));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (APART.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
