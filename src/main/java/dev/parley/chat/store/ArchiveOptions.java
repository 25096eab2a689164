package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the chat's memory lies.
 *
 * @param folder for the spool, and for the database if no other is told; made if it is not there
 * @param url {@code jdbc:…}; {@value #MEMORY} for what may be forgotten; empty: H2 in the folder
 * @param user of the database, may be empty
 * @param password of the database, may be empty
 * @param spoolMaxBytes what may wait for the database, bytes
 */
public record ArchiveOptions(Path folder, String url, String user, String password, long spoolMaxBytes) {
    public static final String MEMORY = "memory";

    public ArchiveOptions {
        requireNonNull(folder, "folder");
        requireNonNull(url, "url");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ArchiveOptions[" + folder + "]";
    }
}
