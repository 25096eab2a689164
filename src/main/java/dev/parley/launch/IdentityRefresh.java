package dev.parley.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the files of a certificate each time it is run, and reads them when they have changed. What cannot be used is told
 * once, and changes nothing. Confined to one thread at a time.
 */
final class IdentityRefresh implements Runnable {
    private static final Logger LOG = System.getLogger(IdentityRefresh.class.getName());

    /** By which a change is seen; the key is another when a file has been put in the place of one. */
    private record Stamp(FileTime modified, long size, Object key) {
        static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Stamp(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey())));
            } catch (IOException e) {
                return Optional.empty(); // whoever reads it says why
            }
        }
    }

    private final TlsFiles files;
    private final CurrentIdentity current;
    private List<Optional<Stamp>> seen;
    private List<Optional<Stamp>> read; // as it was before they were read

    private IdentityRefresh(TlsFiles files, List<Optional<Stamp>> read, CurrentIdentity current) {
        this.files = files;
        this.current = current;
        this.seen = read;
        this.read = read;
    }

    /** Reads the files for the first time. */
    static IdentityRefresh begin(TlsFiles files) throws TlsException {
        List<Optional<Stamp>> before = stamps(files);
        Identity first = files.read();
        warn(first);
        return new IdentityRefresh(files, before, new CurrentIdentity(first));
    }

    CurrentIdentity current() {
        return current;
    }

    /** Two looks must have seen the same: certificate and key are two files, and copying one takes its time. */
    @Override
    public void run() {
        List<Optional<Stamp>> now = stamps(files);
        boolean isSettled = now.equals(seen);
        seen = now;
        if (isSettled && !now.equals(read)) {
            read = now;
            refresh();
        }
    }

    private void refresh() {
        try {
            Identity next = files.read();
            current.replace(next);
            LOG.log(Level.INFO, "a new certificate is used: {0}, valid until {1}", next.name(), next.certificate().getNotAfter().toInstant());
            warn(next);
        } catch (TlsException | RuntimeException e) { // the border: whoever runs this would not run it again
            LOG.log(Level.WARNING, "the certificate stays as it was: {0}", TlsFiles.reason(e));
        }
    }

    private static void warn(Identity identity) {
        identity.doubt(Instant.now()).ifPresent(doubt -> LOG.log(Level.WARNING, doubt));
    }

    private static List<Optional<Stamp>> stamps(TlsFiles files) {
        return files.paths().stream().map(Stamp::of).toList();
    }
}
