package dev.parley.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Entry point of {@code java -jar parley.war}. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Starts the server and returns when it has been stopped; {@code --help} lists the options. */
    public static void main(String... arguments) {
        LaunchLog.setFormat();
        try {
            CommandLine commandLine = CommandLine.parse(arguments);
            if (commandLine instanceof CommandLine.Help) {
                System.out.print(CommandLine.HELP);
            } else if (commandLine instanceof CommandLine.Version) {
                System.out.println("Parley " + version(war()));
            } else if (commandLine instanceof CommandLine.Start start) {
                run(start, war());
            }
        } catch (UsageException e) {
            fail(WRONG_USAGE, e.getMessage() + " (--help lists the options)");
        } catch (StartException e) {
            fail(CANNOT_START, e.getMessage());
        }
    }

    private static void run(CommandLine.Start options, War war) throws StartException {
        options.settings().forEach(System::setProperty);
        LaunchLog log = LaunchLog.install(options.verbose());
        EmbeddedServer server = EmbeddedServer.of(options, war, log);
        // Also the way out after a failed start: System.exit runs it.
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "parley-stop"));
        server.start();
        log.release();
        System.out.println("Parley " + version(war) + " is listening on " + server.address() + "  (Ctrl-C stops it)");
        server.await();
    }

    /** Under the launcher inside the WAR the class path is the WAR itself. */
    private static War war() throws StartException {
        Path war = Path.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), 2)[0]);
        if (!Files.isRegularFile(war)) {
            throw new StartException("must be started with java -jar parley.war, class path was " + war);
        }
        return new War(war);
    }

    private static String version(War war) {
        try {
            String version = war.version();
            return version == null ? "of unknown version" : version;
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    private static void fail(int status, String message) {
        System.err.println("parley: " + message);
        System.exit(status);
    }
}
