package dev.parley.account;

import dev.parley.chat.Names;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Accounts in a database of their own, which is forgotten. */
abstract class AccountsFixture {
    static final String PASSWORD = "correct horse";
    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    static final NameRule NAMES = new NameRule() {
        @Override
        public String checked(String raw) {
            return Names.checked(raw);
        }

        @Override
        public String folded(String name) {
            return Names.folded(name);
        }
    };

    final MovedClock clock = new MovedClock();
    final Database database = Database.inMemory();
    final List<Predicate<User>> revoked = new ArrayList<>();
    final Accounts accounts = open(true, 5);

    Accounts open(boolean signUp, int most) {
        AccountOptions options =
                new AccountOptions(signUp, most, Duration.ofMinutes(15), Duration.ofDays(30), 10, "parley-admin");
        Accounts made = new Accounts(database, options, NAMES, SECRET, clock);
        made.onRevoked(revoked::add);
        made.load();
        return made;
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    /** Whom a token is of, as long as it counts. */
    User user(Session session) {
        return accounts.sessions().user(accounts.tokens().read(session.accessToken()));
    }

    static EventRefused refused(Executable deed) {
        return Assertions.assertThrows(EventRefused.class, deed);
    }

    static void assertRefused(String code, Executable deed) {
        Assertions.assertEquals(code, refused(deed).code());
    }
}
