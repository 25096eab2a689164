package dev.parley.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/** Immutable. The file we were started from: pages, classes and libraries of the application, and the launcher itself. */
record War(Path file) {
    private static final String CLASSES = "WEB-INF/classes/";

    /** Null where it is not said. */
    String version() throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }

    /** Copies what browsers may see; the same file has the same time wherever and whenever it is copied. */
    void copyPages(Path folder) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (ZipEntry entry : files(jar).filter(each -> isPage(each.getName())).toList()) {
                Path page = folder.resolve(entry.getName()).normalize();
                if (!page.startsWith(folder)) {
                    throw new IOException("a file of the WAR must stay in its folder, was " + entry.getName());
                }
                Files.createDirectories(page.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, page);
                }
                Files.setLastModifiedTime(page, FileTime.from(entry.getTimeLocal().toInstant(ZoneOffset.UTC)));
            }
        }
    }

    /** Neither what is the server's own, nor the classes of the launcher, which stand at the root. */
    private static boolean isPage(String name) {
        return !name.startsWith("WEB-INF/") && !name.startsWith("META-INF/") && !name.startsWith("org/");
    }

    /** The application's own classes, without its libraries. */
    Index classes() throws IOException {
        Indexer indexer = new Indexer();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (ZipEntry entry : files(jar).filter(each -> isClass(each.getName())).toList()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    indexer.index(content);
                }
            }
        }
        return indexer.complete();
    }

    private static boolean isClass(String name) {
        return name.startsWith(CLASSES) && name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    private static Stream<? extends ZipEntry> files(JarFile jar) {
        return jar.stream().filter(entry -> !entry.isDirectory());
    }

    /** What {@code WEB-INF/web.xml} says. */
    Descriptor descriptor() throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry entry = jar.getEntry("WEB-INF/web.xml");
            if (entry == null) {
                return Descriptor.EMPTY;
            }
            try (InputStream content = jar.getInputStream(entry)) {
                return Descriptor.read(content);
            }
        }
    }
}
