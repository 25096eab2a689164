package dev.parley.site;

import dev.parley.config.Configuration;
import dev.parley.config.Option;
import dev.parley.storage.Storage;
import dev.parley.storage.StorageOptions;
import java.nio.file.Path;
import java.util.List;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Where everything is kept, as the options and the container say. */
final class SiteStorage {
    /** Where a container has the database: Tomcat the first, Payara the second, for a WAR that declares no reference. */
    private static final List<String> NAMES = List.of("java:comp/env/jdbc/parley", "jdbc/parley");

    private SiteStorage() {}

    /**
     * @param contextPath of the application, empty for the root
     * @throws dev.parley.config.InvalidOptionException for a bad option
     * @throws IllegalStateException if the folder or the database cannot be used as it is configured
     */
    static Storage open(Configuration options, String contextPath) {
        String folder = options.text(Option.DATA_FOLDER);
        StorageOptions where = new StorageOptions(
                folder.isEmpty() ? DataFolder.of(System::getProperty, contextPath) : Path.of(folder),
                options.text(Option.CHAT_STORE_URL),
                options.text(Option.CHAT_STORE_USER),
                options.text(Option.CHAT_STORE_PASSWORD));
        return Storage.open(where, resource());
    }

    /** Null if the container has none. */
    @SuppressWarnings("BanJNDI") // only names from our own list
    private static DataSource resource() {
        for (String name : NAMES) {
            try {
                Context names = new InitialContext();
                try {
                    if (names.lookup(name) instanceof DataSource found) {
                        return found;
                    }
                } finally {
                    names.close();
                }
            } catch (NamingException absent) {
                // not under this name, or a container without JNDI
            }
        }
        return null;
    }
}
