package dev.parley.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where things are kept.
 *
 * @param folder for files, and for the database if no other is told; made if it is not there
 * @param url {@code jdbc:…}; {@value #MEMORY} for what may be forgotten; empty: H2 in the folder
 * @param user of the database, may be empty
 * @param password of the database, may be empty
 */
public record StorageOptions(Path folder, String url, String user, String password) {
    public static final String MEMORY = "memory";

    public StorageOptions {
        requireNonNull(folder, "folder");
        requireNonNull(url, "url");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StorageOptions[" + folder + "]";
    }
}
