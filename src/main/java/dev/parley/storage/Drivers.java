package dev.parley.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * The drivers that we bring. Loaded, they are known to the whole JDK, which keeps them, and with them the whole application,
 * until they are removed. Connections and pools that exist go on without.
 */
public final class Drivers {
    private static final Logger LOG = System.getLogger(Drivers.class.getName());

    private Drivers() {}

    /** Registers a driver, unless it is. Most do so themselves, but only once. */
    public static void add(String name) {
        try {
            Class<?> type = Class.forName(name, true, Drivers.class.getClassLoader());
            if (Collections.list(DriverManager.getDrivers()).stream().noneMatch(type::isInstance)) {
                DriverManager.registerDriver((Driver) type.getDeclaredConstructor().newInstance());
            }
        } catch (ReflectiveOperationException | SQLException e) {
            throw new IllegalStateException("the driver " + name + " cannot be registered", e);
        }
    }

    /** Those of our class loader; a container may have brought one of its own. */
    static void remove() {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    LOG.log(Level.WARNING, "a driver stays behind", e);
                }
            }
        }
    }
}
