package dev.parley.storage;

/** A database refuses a change for what is in it: trying again would not help. */
public final class RefusedChangeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message without the content of the change */
    public RefusedChangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
