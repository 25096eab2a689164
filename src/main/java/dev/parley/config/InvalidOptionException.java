package dev.parley.config;

/** An option has a value that it cannot have: the start is refused. */
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param message the option, the rule, the value and where it comes from */
    public InvalidOptionException(String message) {
        super(message);
    }
}
