package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.parley.socketio.contract.ChatFixture;
import dev.parley.socketio.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** {@code events.d.ts} with the compiler of TypeScript and the types of Socket.IO's client. */
class TypeScriptIT {
    private static final Path SOURCE = Path.of("src", "test", "js", "types");
    private static final Path WORK = Path.of("target", "js-types");

    @Test
    void the_compiler_takes_it_and_finds_the_mistakes_of_its_users() throws Exception {
        Files.createDirectories(WORK);
        for (String file : new String[] {".npmrc", "package.json", "package-lock.json", "use.ts"}) {
            Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(WORK.resolve("events.d.ts"), Contract.of(ChatFixture.server()).typeScript());
        if (!Files.exists(WORK.resolve("node_modules"))) {
            run("npm", "ci", "--no-audit", "--no-fund");
        }
        run("npm", "test");
    }

    private static void run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).start();
        } catch (IOException absent) {
            String message = "install Node 20 or later, with npm, to test the types for TypeScript";
            if ("true".equals(System.getenv("CI"))) {
                fail(message, absent);
            }
            abort(message);
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
