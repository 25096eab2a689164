package dev.parley.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads options: the first source that has one wins, else its default. Immutable; sources are asked on each call. */
public final class Configuration {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    private static final Duration LEAST_TIME = Duration.ofMillis(10);
    private static final Duration MOST_TIME = Duration.ofHours(1);

    /** The value in effect and where it comes from. */
    public record Effective(Option option, String value, String origin) {}

    private final List<Source> sources;

    /** @param sources the first wins */
    public Configuration(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The value in effect, not yet checked. */
    public Effective effective(Option option) {
        for (Source source : sources) {
            Optional<String> value = source.find(option);
            if (value.isPresent()) {
                return new Effective(option, value.get().strip(), source.name());
            }
        }
        return new Effective(option, option.defaultValue(), "default");
    }

    /** @throws InvalidOptionException if it is no whole number within the range */
    public int integer(Option option, int least, int most) {
        Effective effective = effective(option);
        try {
            int value = Integer.parseInt(effective.value());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with what is out of range
        }
        throw invalid(effective, "a whole number from " + least + " to " + most);
    }

    /**
     * A length of time such as {@code 500ms, 25s, 2m, 1h} or {@code PT25S}.
     *
     * @throws InvalidOptionException if it is none between 10 ms and an hour
     */
    public Duration time(Option option) {
        Effective effective = effective(option);
        Optional<Duration> time = parseTime(effective.value());
        if (time.isPresent() && time.get().compareTo(LEAST_TIME) >= 0 && time.get().compareTo(MOST_TIME) <= 0) {
            return time.get();
        }
        throw invalid(effective, "a time from 10ms to 1h such as 500ms, 25s or 2m");
    }

    /** The parts between commas, without blanks; empty when nothing is there. */
    public List<String> list(Option option) {
        return Arrays.stream(effective(option).value().split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** @throws InvalidOptionException if it is neither {@code true} nor {@code false} */
    public boolean flag(Option option) {
        Effective effective = effective(option);
        return switch (effective.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(effective, "true or false");
        };
    }

    /** The text as it is, without blanks around; empty when nothing is there. */
    public String text(Option option) {
        return effective(option).value();
    }

    /** @throws InvalidOptionException if it is none of the constants, in lower case */
    public <E extends Enum<E>> E oneOf(Option option, Class<E> choices) {
        Effective effective = effective(option);
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(effective.value())) {
                return choice;
            }
        }
        throw invalid(effective, "one of " + Arrays.toString(choices.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    /** What to throw when a value is wrong for a reason that only its user knows. */
    public InvalidOptionException invalid(Option option, String rule) {
        return invalid(effective(option), rule);
    }

    private static InvalidOptionException invalid(Effective effective, String rule) {
        String shown = effective.option().isSecret() ? "***" : effective.value();
        return new InvalidOptionException(
                effective.option().key() + " must be " + rule + ", was '" + shown + "' (" + effective.origin() + ")");
    }

    private static Optional<Duration> parseTime(String text) {
        Matcher simple = TIME.matcher(text);
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return Optional.of(
                    switch (simple.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
