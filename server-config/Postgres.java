import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * A PostgreSQL for trying; used by try-stock.sh, which puts the test class path before it.
 *
 * <pre>
 * java -cp … Postgres.java start          prints its port, runs until it is killed
 * java -cp … Postgres.java messages PORT  prints how many messages Parley has kept there
 * </pre>
 */
final class Postgres {
    private Postgres() {}

    public static void main(String... arguments) throws Exception {
        switch (arguments[0]) {
            case "start" -> start();
            case "messages" -> printMessages(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException("must be start or messages, was " + arguments[0]);
        }
    }

    private static void start() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        System.out.println(server.getPort());
        Thread.currentThread().join();
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (Exception problem) {
            System.err.println(problem);
        }
    }

    private static void printMessages(int port) throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
                Statement statement = database.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from chat_message")) {
            count.next();
            System.out.println(count.getInt(1));
        }
    }
}
