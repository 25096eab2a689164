package dev.parley.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Secrets in files that only their owner can read. */
public final class SecretFile {
    private static final int BYTES = 32;
    private static final boolean IS_POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SecretFile() {}

    /**
     * The secret in a file, made by chance and written there if there is none.
     *
     * @throws IOException if it can be neither read nor written
     */
    public static String readOrMake(Path file) throws IOException {
        try {
            write(file, made());
        } catch (FileAlreadyExistsException e) {
            // by an earlier start
        }
        return read(file);
    }

    /** A secret of 32 bytes that nobody guesses, as text. */
    public static String made() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The secret in a file, without the end of its line. @throws IOException if it cannot be read */
    public static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\r?\n$", "");
    }

    /**
     * Writes a secret into a file that is not there yet.
     *
     * @throws FileAlreadyExistsException if it is
     */
    public static void write(Path file, String secret) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, owners("rw-------"))) {
            channel.write(StandardCharsets.UTF_8.encode(secret + "\n"));
        }
    }

    /** What makes a new folder one that its owner alone can look into. */
    static FileAttribute<?>[] ownersFolder() {
        return owners("rwx------");
    }

    private static FileAttribute<?>[] owners(String permissions) {
        return IS_POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0]; // the rules of the folder above count
    }
}
