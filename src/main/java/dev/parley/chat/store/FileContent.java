package dev.parley.chat.store;

import java.io.IOException;
import java.io.InputStream;

/** A file and what is in it. Close it. */
public record FileContent(StoredFile file, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        content.close();
    }
}
