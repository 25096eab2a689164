package dev.parley.chat.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;

/**
 * The drivers that we bring. Loaded, they are known to the whole JDK, which keeps them, and with them the whole application,
 * until they are removed. Connections and pools that exist go on without.
 */
final class Drivers {
    private static final Logger LOG = System.getLogger(Drivers.class.getName());

    private Drivers() {}

    static void addPostgres() {
        try {
            if (!org.postgresql.Driver.isRegistered()) {
                org.postgresql.Driver.register();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's driver cannot be registered", e);
        }
    }

    static void addH2() {
        org.h2.Driver.load();
    }

    /** Those of our class loader; a container may have brought one of its own. */
    static void remove() {
        try {
            if (isOurs(org.postgresql.Driver.class) && org.postgresql.Driver.isRegistered()) {
                org.postgresql.Driver.deregister();
            }
            if (isOurs(org.h2.Driver.class)) {
                org.h2.Driver.unload();
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "a driver stays behind", e);
        }
    }

    private static boolean isOurs(Class<?> driver) {
        return driver.getClassLoader() == Drivers.class.getClassLoader();
    }
}
