package dev.parley.socketio.contract;

import dev.parley.socketio.EventDescription;
import dev.parley.socketio.contract.Shape.Member;
import dev.parley.socketio.contract.Shape.Plain;
import dev.parley.socketio.protocol.JsonText;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A contract as a declaration file of TypeScript's. Confined to one thread. */
final class TypeScript {
    private static final String HEAD =
            """
            // What this server has told of its events. Made anew at every request; do not edit.

            /** Bytes: an ArrayBuffer in browsers, a Buffer in Node. */
            export type Bytes = ArrayBuffer | ArrayBufferView;

            /** A refusal, in place of an answer; without an acknowledgement it comes as the event "error". */
            export interface Refused {
              error: { code: string; message: string; field?: string; retryAfter?: number; [more: string]: unknown };
            }
            """;

    private final List<Contract.Part> parts;
    private final Shapes shapes = new Shapes();
    private final TreeSet<String> taken = new TreeSet<>();

    TypeScript(List<Contract.Part> parts) {
        this.parts = parts;
        shapes.objects().put("Bytes", List.of()); // names that objects cannot have
        shapes.objects().put("Refused", List.of());
    }

    String write() {
        StringBuilder events = new StringBuilder();
        parts.forEach(part -> write(part, events));
        StringBuilder all = new StringBuilder(HEAD);
        shapes.objects().forEach((name, members) -> {
            if (!name.equals("Bytes") && !name.equals("Refused")) {
                write(name, members, all);
            }
        });
        return all.append(events).toString();
    }

    private void write(Contract.Part part, StringBuilder out) {
        String name = freeName(part.path());
        out.append("\n/** What the server sends in ").append(comment(part.path())).append(". */\n");
        out.append("export interface ").append(name).append("ServerToClientEvents {\n");
        part.sent().forEach(event -> write(event, "", out));
        if (part.sent().stream().noneMatch(event -> event.event().equals("error"))) {
            out.append("  \"error\": (refusal: Refused[\"error\"]) => void;\n");
        }
        out.append("}\n\n/** What clients send in ").append(comment(part.path())).append(". */\n");
        out.append("export interface ").append(name).append("ClientToServerEvents {\n");
        part.received().forEach(event -> write(event, " | Refused", out));
        out.append("}\n");
    }

    private void write(EventDescription event, String orElse, StringBuilder out) {
        out.append("  ").append(JsonText.quoted(event.event())).append(": (");
        Optional<List<Type>> types = event.arguments();
        if (types.isEmpty()) {
            out.append("...args: any[]");
        } else {
            List<String> parameters = new ArrayList<>();
            types.get().forEach(type -> parameters.add("arg" + parameters.size() + ": " + write(shapes.of(type))));
            if (event.answer() != Void.class) {
                parameters.add("ack: (answer: " + write(shapes.of(event.answer())) + orElse + ") => void");
            }
            out.append(String.join(", ", parameters));
        }
        out.append(") => void;\n");
    }

    private void write(String name, List<Member> members, StringBuilder out) {
        out.append("\nexport interface ").append(name).append(" {\n");
        for (Member each : members) {
            out.append("  ").append(JsonText.quoted(each.name())).append(each.isOptional() ? "?: " : ": ");
            out.append(write(each.shape())).append(";\n");
        }
        out.append("}\n");
    }

    private String write(Shape shape) {
        if (shape instanceof Plain plain) {
            return switch (plain) {
                case TEXT -> "string";
                case NUMBER -> "number";
                case FLAG -> "boolean";
                case BYTES -> "Bytes";
                case ANYTHING -> "any";
            };
        } else if (shape instanceof Shape.ListOf list) {
            return "Array<" + write(list.element()) + ">";
        } else if (shape instanceof Shape.MapOf map) {
            return "Record<string, " + write(map.value()) + ">";
        } else if (shape instanceof Shape.Choice choice) {
            return choice.values().stream().map(JsonText::quoted).collect(Collectors.joining(" | "));
        } else if (shape instanceof Shape.Nullable nullable) {
            return write(nullable.shape()) + " | null";
        }
        return ((Shape.Named) shape).name();
    }

    private static String comment(String path) {
        return path.replace("*/", "* /");
    }

    /** {@code /orders/{tenant}} is {@code OrdersTenant}, the root {@code Root}. */
    private String freeName(String path) {
        StringBuilder words = new StringBuilder();
        for (String word : path.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        String wanted = path.equals("/") ? "Root" : words.isEmpty() || !Character.isLetter(words.charAt(0)) ? "Any" + words : words.toString();
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }
}
