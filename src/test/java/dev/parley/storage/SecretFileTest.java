package dev.parley.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void a_secret_is_made_once_and_is_another_elsewhere() throws IOException {
        String made = SecretFile.readOrMake(folder.resolve("secret"));
        assertTrue(made.length() >= 43, "32 bytes as base64");
        assertEquals(made, SecretFile.readOrMake(folder.resolve("secret")));
        assertNotEquals(made, SecretFile.readOrMake(folder.resolve("other")));
    }

    @Test
    void its_owner_alone_can_read_it_and_what_lies_beside_it() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "this system has other permissions");
        Path data = folder.resolve("data");
        try (Storage storage = Storage.open(new StorageOptions(data, "", "", ""), null)) {
            SecretFile.readOrMake(storage.folder().orElseThrow().resolve("secret"));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secret"))));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        }
    }

    @Test
    void what_is_there_is_not_written_over() throws IOException {
        Files.writeString(folder.resolve("secret"), "mine\r\n");
        assertEquals("mine", SecretFile.readOrMake(folder.resolve("secret")));
        assertThrows(FileAlreadyExistsException.class, () -> SecretFile.write(folder.resolve("secret"), "other"));
    }
}
