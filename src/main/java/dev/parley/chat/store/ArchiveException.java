package dev.parley.chat.store;

/** Something cannot be remembered, or is not remembered just now. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
