package dev.parley.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void two_servers_cannot_have_one_folder() throws IOException {
        FolderLock first = FolderLock.of(folder);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> FolderLock.of(folder));
        assertEquals(
                "parley.data.folder must be a folder that no other Parley uses, was " + folder.toAbsolutePath(),
                refused.getMessage());
        first.close();
        FolderLock.of(folder).close();
    }
}
