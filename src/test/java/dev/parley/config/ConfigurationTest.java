package dev.parley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private enum Choice {
        LOCAL,
        ANYONE
    }

    private static Configuration with(String value) {
        return new Configuration(List.of(new Source("test", option -> value)));
    }

    @Test
    void the_first_source_wins_and_the_default_comes_last() {
        Source first = Source.environment(Map.of("PARLEY_MESSAGE_MAX_BYTES", " 5 "));
        Source second = new Source("second", option -> option == Option.ORIGINS ? null : "7");
        Configuration configuration = new Configuration(List.of(first, second));
        assertEquals(
                new Configuration.Effective(Option.MESSAGE_MAX_BYTES, "5", "environment"),
                configuration.effective(Option.MESSAGE_MAX_BYTES));
        assertEquals("second", configuration.effective(Option.RATE_BURST).origin());
        assertEquals("default", configuration.effective(Option.ORIGINS).origin());
    }

    @ParameterizedTest
    @CsvSource({"10ms, 10", "25s, 25000", "2 m, 120000", "1h, 3600000", "PT0.5S, 500"})
    void times_have_units(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), with(text).time(Option.HEARTBEAT_INTERVAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25", "9ms", "61m", "3601s", "-5s", "soon", "PT2H"})
    void a_bad_time_is_refused_by_name_rule_value_and_origin(String text) {
        InvalidOptionException refused =
                assertThrows(InvalidOptionException.class, () -> with(text).time(Option.HEARTBEAT_INTERVAL));
        assertEquals(
                "parley.heartbeat.interval must be a time from 10ms to 1h such as 500ms, 25s or 2m, was '" + text
                        + "' (test)",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "1.5", "many", "", "99999999999"})
    void a_bad_number_is_refused(String text) {
        assertEquals(
                "parley.rate.burst must be a whole number from 1 to 10, was '" + text + "' (test)",
                assertThrows(InvalidOptionException.class, () -> with(text).integer(Option.RATE_BURST, 1, 10))
                        .getMessage());
    }

    @Test
    void numbers_may_be_as_small_and_as_large_as_the_limits() {
        assertEquals(1, with("1").integer(Option.RATE_BURST, 1, 10));
        assertEquals(10, with("10").integer(Option.RATE_BURST, 1, 10));
    }

    @Test
    void lists_and_choices() {
        assertEquals(List.of("a", "b"), with(" a ,, b ").list(Option.ORIGINS));
        assertEquals(List.of(), with("").list(Option.ORIGINS));
        assertEquals(Choice.LOCAL, with("local").oneOf(Option.CLIENT_CALLERS, Choice.class));
        assertEquals(
                "parley.client.callers must be one of [local, anyone], was 'Local' (test)",
                assertThrows(
                                InvalidOptionException.class,
                                () -> with("Local").oneOf(Option.CLIENT_CALLERS, Choice.class))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/options.md", "README.md"})
    void the_tables_in_the_documents_are_this_list(String path) throws IOException {
        String table = Arrays.stream(Option.values())
                .map(option -> "| `" + option.key() + "` | "
                        + (option.defaultValue().isEmpty() ? "" : "`" + option.defaultValue() + "`") + " | "
                        + option.range() + " | " + option.meaning() + " |")
                .collect(Collectors.joining("\n"));
        String document = Files.readString(Path.of(path));
        assertEquals(
                table,
                document.lines().filter(line -> line.startsWith("| `parley.")).collect(Collectors.joining("\n")));
    }
}
