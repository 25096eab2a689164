package dev.parley.it;

import static java.util.stream.Collectors.toMap;

import dev.parley.websocket.Conformance.Case;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the frames of this run are the container's: what it does otherwise than RFC 6455 wants, by {@code endpoints.csv}. */
public final class Deviations {
    private final Map<String, List<List<String>>> outcomes;
    private final boolean overtakes;

    /** @param overtakes whether what ends a connection may be heard before the messages in front of it are handled */
    private Deviations(Map<String, List<List<String>>> outcomes, boolean overtakes) {
        this.outcomes = outcomes;
        this.overtakes = overtakes;
    }

    /** Whether the frames of this run are Parley's own; then nothing deviates. */
    public static boolean framesAreOurs() {
        return !"container".equals(System.getenv("PARLEY_WEBSOCKET_FRAMES"));
    }

    static Deviations ofThisRun() {
        if (framesAreOurs()) {
            return new Deviations(Map.of(), false);
        }
        String endpoints = endpointsReadOn() ? "wildfly" : System.getProperty("arquillian.launch");
        return new Deviations(
                rows().filter(row -> row[0].equals(endpoints)).collect(toMap(row -> row[1], row -> possible(row[2]))),
                endpointsReadOn());
    }

    /** Whether the frames of this run are those of Undertow, WildFly's as well: it reads on while a worker handles messages. */
    static boolean endpointsReadOn() {
        return !framesAreOurs() && List.of("undertow", "wildfly").contains(System.getProperty("arquillian.launch"));
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
        List<List<String>> possible = outcomes.getOrDefault(each.name(), List.of(each.outcomes()));
        return overtakes
                ? Stream.concat(possible.stream(), possible.stream().flatMap(Deviations::overtaken)).toList()
                : possible;
    }

    /** The same without the last one, the last two, … of the messages before a farewell. */
    private static Stream<List<String>> overtaken(List<String> outcome) {
        int last = outcome.size() - 1;
        if (!outcome.get(last).startsWith("close")) {
            return Stream.of();
        }
        return IntStream.range(0, last)
                .mapToObj(kept -> Stream.of(
                                outcome.subList(0, kept),
                                outcome.subList(last, last + 1),
                                Collections.nCopies(last - kept, Outcomes.END))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Rows that say nothing: of what is no case, or whose outcome is that of the rule. */
    List<String> stale(List<Case> cases) {
        Map<String, List<String>> rules = cases.stream().collect(toMap(Case::name, Case::outcomes));
        return outcomes.keySet().stream()
                .filter(name -> !rules.containsKey(name) || outcomes.get(name).equals(List.of(rules.get(name))))
                .toList();
    }
}
