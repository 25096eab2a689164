package dev.parley.launch;

/** The server cannot start; the message says why, in one line. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
