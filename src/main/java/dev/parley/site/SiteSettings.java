package dev.parley.site;

import dev.parley.chat.Chat;
import dev.parley.chat.ChatOptions;
import dev.parley.chat.FileOptions;
import dev.parley.chat.Names;
import dev.parley.chat.policy.ModeratorRoles;
import dev.parley.chat.policy.Rules;
import dev.parley.chat.wire.CodeNumbers;
import dev.parley.config.Configuration;
import dev.parley.config.InvalidOptionException;
import dev.parley.config.Option;
import dev.parley.connection.RateOptions;
import dev.parley.socketio.EventRefused;
import java.time.Duration;
import java.util.List;

/**
 * The options of what the WAR has and the server alone has not, read and checked. Immutable.
 *
 * @param rules who may do what in the chat
 * @param apiRate how often clients of one address may ask below {@code /api}
 * @param chatNamespaces names with the leading slash; {@code *} alone: all
 * @param spoolMaxBytes what may wait for the database, bytes
 * @param clientMaxBytes the largest body of {@code POST /client/{id}}
 * @param tlsAlone for how long browsers that have come over TLS shall come over nothing else; zero: that is their affair
 */
record SiteSettings(
        ChatOptions chat,
        FileOptions files,
        Rules rules,
        RateOptions apiRate,
        List<String> chatNamespaces,
        int spoolMaxBytes,
        CodeNumbers codes,
        Callers clientCallers,
        int clientMaxBytes,
        Duration tlsAlone) {
    private static final String TAKEN = "/(?:echo|client|clients-count|chat|api|sse)(?:/.*)?";

    /** Who may call something that is not for the whole world. */
    enum Callers {
        LOCAL,
        ANYONE,
        NOBODY
    }

    /** @throws InvalidOptionException naming the first option that has an impossible value */
    static SiteSettings read(Configuration options) {
        if (options.text(Option.SOCKETIO_PATH).matches(TAKEN)) {
            throw options.invalid(Option.SOCKETIO_PATH, "a path such as /socket.io where nothing else is");
        }
        return new SiteSettings(
                chat(options),
                files(options),
                rules(options),
                new RateOptions(
                        options.integer(Option.API_RATE_PER_SECOND, 1, 1_000_000),
                        options.integer(Option.API_RATE_BURST, 1, 1_000_000)),
                chatNamespaces(options),
                options.integer(Option.CHAT_SPOOL_MAX_BYTES, 1_000_000, 1_000_000_000),
                codes(options),
                options.oneOf(Option.CLIENT_CALLERS, Callers.class),
                options.integer(Option.CLIENT_MAX_BYTES, 1, 100_000_000),
                Duration.ofDays(options.integer(Option.HSTS_DAYS, 0, 3_650)));
    }

    private static ChatOptions chat(Configuration options) {
        int perPerson = options.integer(Option.CHAT_ROOMS_PER_PERSON, 0, 99);
        if (perPerson >= options.integer(Option.ROOMS_PER_SOCKET, 1, 100_000)) {
            throw options.invalid(
                    Option.CHAT_ROOMS_PER_PERSON, "less than " + Option.ROOMS_PER_SOCKET.key() + ", for the lobby is one more");
        }
        return new ChatOptions(
                options.integer(Option.CHAT_TEXT_MAX, 1, 1_000_000),
                options.integer(Option.CHAT_ROOMS_MAX, 0, 1_000_000),
                perPerson,
                options.integer(Option.MESSAGE_MAX_BYTES, 1, 100_000_000));
    }

    private static Rules rules(Configuration options) {
        ModeratorRoles roles = new ModeratorRoles(role(options, Option.CHAT_MODERATOR_ROLE), role(options, Option.ADMIN_ROLE));
        Rules rules;
        try {
            rules = Rules.parse(options.text(Option.CHAT_PERMISSIONS), roles, SiteSettings::roomName);
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.CHAT_PERMISSIONS, "rules such as '/team members; /#news read-only', but there is " + e.getMessage());
        }
        List<String> namespaces = chatNamespaces(options);
        for (String name : rules.namespaces()) {
            boolean isChat = namespaces.contains("*") ? name.equals("/") || Chat.isName(name) : namespaces.contains(name);
            if (!isChat) {
                throw options.invalid(Option.CHAT_PERMISSIONS, "rules for namespaces of the chat (parley.chat.namespaces), not for " + name);
            }
        }
        return rules;
    }

    private static String roomName(String raw) {
        try {
            return Names.room(raw);
        } catch (EventRefused why) {
            throw new IllegalArgumentException(why.getMessage(), why);
        }
    }

    private static String role(Configuration options, Option option) {
        String role = options.text(option);
        if (!role.matches("[^\\s,]+")) {
            throw options.invalid(option, "the name of a role");
        }
        return role;
    }

    private static FileOptions files(Configuration options) {
        List<String> types = options.list(Option.CHAT_FILE_TYPES);
        if (!types.stream().allMatch(type -> type.equals("*") || type.matches("[\\w.+-]+/([\\w.+-]+|\\*)"))) {
            throw options.invalid(Option.CHAT_FILE_TYPES, "a list of media types such as image/*, application/pdf, or *");
        }
        return new FileOptions(
                options.integer(Option.CHAT_FILE_MAX_BYTES, 0, 1_000_000_000),
                types,
                options.integer(Option.CHAT_FILE_MAX_WAITING, 1, 10_000),
                options.integer(Option.CHAT_FILE_MAX_WAITING_BYTES, 1, 2_000_000_000));
    }

    private static List<String> chatNamespaces(Configuration options) {
        List<String> names = options.list(Option.CHAT_NAMESPACES);
        boolean isList = names.stream().allMatch(name -> name.equals("/") || Chat.isName(name));
        if (!isList && !names.equals(List.of("*"))) {
            throw options.invalid(Option.CHAT_NAMESPACES, "a list of names such as /, /team, or * alone");
        }
        return names;
    }

    private static CodeNumbers codes(Configuration options) {
        int most = Integer.MAX_VALUE;
        try {
            return new CodeNumbers(
                    options.integer(Option.CODES_SAVE_USER, 0, most),
                    options.integer(Option.CODES_MESSAGE, 0, most),
                    options.integer(Option.CODES_CLOSE, 0, most),
                    options.integer(Option.CODES_ERROR, 0, most));
        } catch (InvalidOptionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.CODES_SAVE_USER, "different from the other codes");
        }
    }
}
