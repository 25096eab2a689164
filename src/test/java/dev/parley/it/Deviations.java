package dev.parley.it;

import static java.util.stream.Collectors.toMap;

import dev.parley.websocket.Conformance.Case;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the frames of this run are the container's: what it does otherwise than RFC 6455 wants, by {@code endpoints.csv}. */
final class Deviations {
    private final Map<String, List<List<String>>> outcomes;

    private Deviations(Map<String, List<List<String>>> outcomes) {
        this.outcomes = outcomes;
    }

    /** Whether the frames of this run are Parley's own; then nothing deviates. */
    static boolean framesAreOurs() {
        return !"container".equals(System.getenv("PARLEY_WEBSOCKET_FRAMES"));
    }

    static Deviations ofThisRun() {
        if (framesAreOurs()) {
            return new Deviations(Map.of());
        }
        String container = System.getProperty("arquillian.launch");
        return new Deviations(rows().filter(row -> row[0].equals(container))
                .collect(toMap(row -> row[1], row -> possible(row[2]))));
    }

    private static List<List<String>> possible(String outcomes) {
        return Stream.of(outcomes.split(" or ")).map(one -> List.of(one.split(", "))).toList();
    }

    private static Stream<String[]> rows() {
        try (InputStream table = Deviations.class.getResourceAsStream("/vectors/endpoints.csv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What may come of a case in this run, any of these; all are of one length. */
    List<List<String>> outcomes(Case each) {
        return outcomes.getOrDefault(each.name(), List.of(each.outcomes()));
    }

    /** Rows that say nothing: of what is no case, or whose outcome is that of the rule. */
    List<String> stale(List<Case> cases) {
        Map<String, List<String>> rules = cases.stream().collect(toMap(Case::name, Case::outcomes));
        return outcomes.keySet().stream()
                .filter(name -> !rules.containsKey(name) || outcomes.get(name).equals(List.of(rules.get(name))))
                .toList();
    }
}
