package dev.parley.chat.policy;

import static java.util.Objects.requireNonNull;

/** A policy's answer. */
public sealed interface Decision {

    /** They may. */
    record Allowed() implements Decision {}

    /** It is for others to say. */
    record Undecided() implements Decision {}

    /**
     * They may not.
     *
     * @param code a stable name for programs, such as {@code ROLE_NEEDED}
     * @param message what is missing, for people who write programs
     */
    record Refused(String code, String message) implements Decision {
        /** One must have signed in. */
        public static final String AUTH_REQUIRED = "AUTH_REQUIRED";

        /** One must have a role. */
        public static final String ROLE_NEEDED = "ROLE_NEEDED";

        /** Nothing helps. */
        public static final String NOT_ALLOWED = "NOT_ALLOWED";

        public Refused {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
        }
    }

    Decision ALLOWED = new Allowed();
    Decision UNDECIDED = new Undecided();

    /**
     * They may not.
     *
     * @param code a stable name for programs
     * @param message what is missing, for people who write programs
     */
    static Decision refused(String code, String message) {
        return new Refused(code, message);
    }
}
