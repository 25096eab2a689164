package dev.parley.account;

/** What accounts may be called. Pure functions. */
public interface NameRule {

    /**
     * A name as it will be shown.
     *
     * @throws dev.parley.socketio.EventRefused if it is none
     */
    String checked(String raw);

    /** What is left of a name when differences that people do not see do not count: two accounts never have the same. */
    String folded(String name);
}
