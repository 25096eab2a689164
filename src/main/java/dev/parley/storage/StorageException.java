package dev.parley.storage;

/** Something cannot be kept or found, or not just now. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message without what is kept */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
