package dev.parley.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the certificate and its key are, in one form or another. Immutable. */
sealed interface TlsFiles permits PemFiles, KeyStoreFiles {

    /** Those whose change may be a change of the certificate. */
    List<Path> paths();

    /** Reads what they hold now. */
    Identity read() throws TlsException;

    static byte[] content(String option, Path file) throws TlsException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TlsException(option + " must be a file, there is no " + file);
        } catch (AccessDeniedException e) {
            throw new TlsException(option + " must be a file that we may read, may not read " + file);
        } catch (IOException e) {
            throw new TlsException(option + " must be a file that can be read, " + file + ": " + e.getMessage());
        }
    }

    /** The first line, without its end. */
    static String password(Path file) throws TlsException {
        String text = new String(content("--tls-password-file", file), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("");
    }

    /** What a library says of a file, in one line. */
    static String reason(Exception failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName())
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
