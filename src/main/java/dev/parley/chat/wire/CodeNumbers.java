package dev.parley.chat.wire;

import java.util.HashSet;
import java.util.List;

/**
 * The numbers of the codes vocabulary, in the one place where they are. All different, 0 or more.
 *
 * @param saveUser "save user info", and the list of people
 * @param message "receive message"
 * @param close "close connection"
 * @param error a refusal
 */
public record CodeNumbers(int saveUser, int message, int close, int error) {
    public CodeNumbers {
        if (saveUser < 0 || message < 0 || close < 0 || error < 0) {
            throw new IllegalArgumentException("codes must be 0 or more, were " + saveUser + ", " + message + ", " + close
                    + ", " + error);
        }
        if (new HashSet<>(List.of(saveUser, message, close, error)).size() < 4) {
            throw new IllegalArgumentException("codes must be different, were " + saveUser + ", " + message + ", " + close
                    + ", " + error);
        }
    }

    public static CodeNumbers defaults() {
        return new CodeNumbers(1, 2, 3, 4);
    }
}
