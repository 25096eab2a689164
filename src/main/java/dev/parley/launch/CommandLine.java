package dev.parley.launch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Immutable. What the user asked for; made by {@link #parse}. */
sealed interface CommandLine {

    /** The text of {@code --help}. */
    String HELP =
            """
            Usage: java -jar parley.war [options]

              --port N             port to listen on; 0 takes any free one
                                   (default 8080, with TLS 8443)
              --host H             name or address to listen on; 0.0.0.0 is every
                                   network of this machine                   (default localhost)
              --server S           undertow or tomcat: who serves            (default undertow)
              --context-path /x    path below which everything is found      (default /)
              --tls-cert FILE      listens for https and wss alone, with these
                                   certificates in PEM form, the server's first
              --tls-key FILE       their key in PEM form
              --tls-keystore FILE  instead of both: a keystore, PKCS12 or JKS
              --tls-password-file FILE
                                   holds the password of the keystore, or of an
                                   encrypted key, which a command line must not:
                                   all who use this machine can read that
              --set name=value     sets the option `name`, e.g.
                                   --set parley.message.max-bytes=65536; may be repeated
              --verbose            shows the log and the stack traces of the server
              --version            prints the version
              --help               prints this

            A new certificate in the same files is used within seconds, without a restart.
            Ctrl-C stops it. Exit codes: 1 it could not start, 2 the command line is wrong.
            """;

    /** Who serves. */
    enum Server {
        UNDERTOW,
        TOMCAT
    }

    /**
     * Start the server.
     *
     * @param tls empty for plain HTTP
     * @param settings each becomes a system property
     */
    record Start(
            Server server,
            String host,
            int port,
            String contextPath,
            Optional<TlsFiles> tls,
            Map<String, String> settings,
            boolean verbose)
            implements CommandLine {
        public Start {
            settings = Map.copyOf(settings);
        }
    }

    /** Print {@link #HELP}. */
    record Help() implements CommandLine {}

    /** Print the version. */
    record Version() implements CommandLine {}

    /** Reads the arguments; {@code --option value} and {@code --option=value} mean the same. */
    static CommandLine parse(String... arguments) {
        return new Parser(arguments).parse();
    }

    /** Confined to one call of {@link CommandLine#parse}. */
    final class Parser {
        private static final String CERTIFICATES = "--tls-cert";
        private static final String KEY = "--tls-key";
        private static final String KEYSTORE = "--tls-keystore";
        private static final String PASSWORD = "--tls-password-file";
        private static final Pattern CONTEXT_PATH = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+");

        private final Deque<String> arguments;
        private Server server = Server.UNDERTOW;
        private String host = "localhost";
        private Integer port; // null if none was given
        private String contextPath = "";
        private final Map<String, Path> files = new HashMap<>(); // by option
        private boolean verbose;
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Parser(String... arguments) {
            this.arguments = new ArrayDeque<>(List.of(arguments));
        }

        private CommandLine parse() {
            while (!arguments.isEmpty()) {
                String argument = arguments.remove();
                int equals = argument.indexOf('=');
                if (argument.startsWith("--") && equals > 0) {
                    arguments.addFirst(argument.substring(equals + 1));
                    argument = argument.substring(0, equals);
                    refuseValueOfSwitch(argument);
                }
                switch (argument) {
                    case "--help", "-h" -> {
                        return new Help();
                    }
                    case "--version" -> {
                        return new Version();
                    }
                    case "--verbose" -> verbose = true;
                    case "--server" -> server = server(value(argument));
                    case "--port" -> port = port(value(argument));
                    case "--host" -> host = host(value(argument));
                    case "--context-path" -> contextPath = contextPath(value(argument));
                    case CERTIFICATES, KEY, KEYSTORE, PASSWORD -> files.put(argument, file(argument, value(argument)));
                    case "--set" -> set(value(argument));
                    default -> throw new UsageException("there is no option " + argument);
                }
            }
            Optional<TlsFiles> tls = tls();
            int chosen = port != null ? port : tls.isPresent() ? 8443 : 8080;
            return new Start(server, host, chosen, contextPath, tls, settings, verbose);
        }

        private Optional<TlsFiles> tls() {
            Path certificates = files.get(CERTIFICATES);
            Path keystore = files.get(KEYSTORE);
            Path password = files.get(PASSWORD);
            if (keystore != null) {
                refuseBoth(KEYSTORE, CERTIFICATES);
                refuseBoth(KEYSTORE, KEY);
                requireAlso(KEYSTORE, PASSWORD);
                return Optional.of(new KeyStoreFiles(keystore, password));
            }
            requireAlso(CERTIFICATES, KEY);
            requireAlso(KEY, CERTIFICATES);
            if (certificates == null && password != null) {
                throw new UsageException(PASSWORD + " needs " + KEYSTORE + ", or " + CERTIFICATES + " and " + KEY);
            }
            return Optional.ofNullable(certificates)
                    .map(chain -> new PemFiles(chain, files.get(KEY), Optional.ofNullable(password)));
        }

        private void refuseBoth(String one, String other) {
            if (files.containsKey(other)) {
                throw new UsageException(one + " and " + other + " cannot be given together");
            }
        }

        private void requireAlso(String given, String needed) {
            if (files.containsKey(given) && !files.containsKey(needed)) {
                throw new UsageException(given + " needs " + needed);
            }
        }

        private static void refuseValueOfSwitch(String option) {
            if (List.of("--help", "--version", "--verbose").contains(option)) {
                throw new UsageException(option + " takes no value");
            }
        }

        private String value(String option) {
            String value = arguments.poll();
            if (value == null) {
                throw new UsageException(option + " needs a value");
            }
            return value;
        }

        private static Server server(String value) {
            return switch (value) {
                case "undertow" -> Server.UNDERTOW;
                case "tomcat" -> Server.TOMCAT;
                default -> throw new UsageException("--server must be undertow or tomcat, was " + value);
            };
        }

        private static int port(String value) {
            try {
                int port = Integer.parseInt(value);
                if (port >= 0 && port <= 65535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // told below, together with numbers out of range
            }
            throw new UsageException("--port must be a whole number from 0 to 65535, was " + value);
        }

        private static String host(String value) {
            if (value.isBlank()) {
                throw new UsageException("--host must be a name or an address, was empty");
            }
            return value;
        }

        private static Path file(String option, String value) {
            if (value.isBlank()) {
                throw new UsageException(option + " must be a file, was empty");
            }
            return Path.of(value);
        }

        private static String contextPath(String value) {
            if (value.equals("/")) {
                return "";
            }
            if (!CONTEXT_PATH.matcher(value).matches()) {
                throw new UsageException(
                        "--context-path must be / or a path like /chat of A-Z a-z 0-9 . _ ~ -, was " + value);
            }
            return value;
        }

        private void set(String setting) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw new UsageException("--set must be name=value, was " + setting);
            }
            String name = setting.substring(0, equals);
            if (!name.startsWith("parley.")) {
                throw new UsageException("the name after --set must start with parley., was " + name);
            }
            settings.put(name, setting.substring(equals + 1));
        }
    }
}
