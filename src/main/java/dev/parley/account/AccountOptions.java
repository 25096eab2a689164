package dev.parley.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How accounts are kept.
 *
 * @param signUp whether people may make accounts themselves; else an administrator does it
 * @param most accounts at once, 1 or more
 * @param accessLifetime how long an access token is valid, more than nothing
 * @param sessionLifetime after how long without any use a session ends, more than nothing
 * @param attemptsPerMinute how often clients of one address may show or choose a password, 1 or more
 * @param adminRole the role of those who may change the passwords of others
 */
public record AccountOptions(
        boolean signUp, int most, Duration accessLifetime, Duration sessionLifetime, int attemptsPerMinute, String adminRole) {
    public AccountOptions {
        requirePositive("accounts at once", most);
        requirePositive("the lifetime of an access token", accessLifetime.toMillis());
        requirePositive("the lifetime of a session", sessionLifetime.toMillis());
        requirePositive("attempts a minute", attemptsPerMinute);
        requireNonNull(adminRole, "adminRole");
    }

    private static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, was " + value);
        }
    }
}
