package dev.parley.launch;

/** The command line is wrong; the message states the rule, then the value. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
