package dev.parley.launch;

/** A certificate or its key cannot be used; the message states the rule, then the value. */
final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message, null, false, false);
    }
}
