package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which namespaces are made when somebody asks for them. Immutable. */
interface NamespaceRule {

    /** A name that fits, and what its variables stand for. */
    record Match(Map<String, String> variables) {
        static final Match PLAIN = new Match(Map.of());

        public Match {
            variables = Map.copyOf(variables);
        }
    }

    CompletionStage<Optional<Match>> match(String name, JsonObject auth);

    /** For people: a template or pattern, {@code *} if there is none. */
    default String text() {
        return "*";
    }

    /** The match if nothing but the name decides, else empty. */
    Optional<Match> matchByName(String name);

    /** False if a client that sends nothing but the name would not fit; true if that is not known at once. */
    boolean mayMatch(String name);

    /** Names as a whole, with the leading slash. */
    record ByPattern(Pattern pattern, List<String> variables, String text) implements NamespaceRule {
        private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]*)\\}");

        public ByPattern {
            requireNonNull(pattern, "pattern");
            variables = List.copyOf(variables);
        }

        /** A template such as {@code /orders/{tenant}}, as in {@code @ServerEndpoint}: a variable is one part between slashes. */
        static ByPattern ofTemplate(String template) {
            if (!template.startsWith("/")) {
                throw new IllegalArgumentException("a template must start with '/', was '" + template + "'");
            }
            List<String> variables = new ArrayList<>();
            StringBuilder regex = new StringBuilder();
            for (String part : template.substring(1).split("/", -1)) {
                Matcher variable = VARIABLE.matcher(part);
                boolean isVariable = variable.matches();
                boolean isNew = isVariable && !variable.group(1).isEmpty() && !variables.contains(variable.group(1));
                if (isNew) {
                    variables.add(variable.group(1));
                } else if (part.contains("{") || part.contains("}")) {
                    throw new IllegalArgumentException(
                            "a variable must be a whole part between slashes with a name of its own, was '" + template + "'");
                }
                regex.append('/').append(isVariable ? "([^/]+)" : Pattern.quote(part));
            }
            return new ByPattern(Pattern.compile(regex.toString()), variables, template);
        }

        @Override
        public CompletionStage<Optional<Match>> match(String name, JsonObject auth) {
            return CompletableFuture.completedFuture(matchByName(name));
        }

        @Override
        public Optional<Match> matchByName(String name) {
            Matcher matcher = pattern.matcher(name);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i), matcher.group(i + 1));
            }
            return Optional.of(new Match(values));
        }

        @Override
        public boolean mayMatch(String name) {
            return matchByName(name).isPresent();
        }
    }

    /** Whatever an application answers at once. */
    record ByPredicate(BiPredicate<String, JsonObject> predicate) implements NamespaceRule {
        public ByPredicate {
            requireNonNull(predicate, "predicate");
        }

        @Override
        public CompletionStage<Optional<Match>> match(String name, JsonObject auth) {
            return CompletableFuture.completedFuture(
                    predicate.test(name, auth) ? Optional.of(Match.PLAIN) : Optional.empty());
        }

        @Override
        public Optional<Match> matchByName(String name) {
            return Optional.empty();
        }

        @Override
        public boolean mayMatch(String name) {
            return predicate.test(name, JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    /** Whatever an application answers later. */
    record ByQuestion(BiFunction<String, JsonObject, ? extends CompletionStage<Boolean>> question)
            implements NamespaceRule {
        public ByQuestion {
            requireNonNull(question, "question");
        }

        @Override
        public CompletionStage<Optional<Match>> match(String name, JsonObject auth) {
            return question.apply(name, auth)
                    .thenApply(isOurs -> Boolean.TRUE.equals(isOurs) ? Optional.of(Match.PLAIN) : Optional.empty());
        }

        @Override
        public Optional<Match> matchByName(String name) {
            return Optional.empty();
        }

        @Override
        public boolean mayMatch(String name) {
            return true;
        }
    }
}
