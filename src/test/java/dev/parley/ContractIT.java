package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.socketio.contract.ChatFixture;
import dev.parley.socketio.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is published of events and addresses, in the hands of those whose formats these are: TypeScript, AsyncAPI, OpenAPI. */
class ContractIT {
    private static final Path SOURCE = Path.of("src", "test", "js", "contract");
    private static final Path WORK = Path.of("target", "js-contract");
    private static final Path OPENAPI = Path.of("src", "main", "resources", "dev", "parley", "site", "openapi.json");

    private static final List<String> FILES =
            List.of(".npmrc", "package.json", "package-lock.json", "use.ts", "document.mjs", "openapi.mjs");

    private final Contract contract = Contract.of(ChatFixture.server());

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(WORK);
        Path lock = WORK.resolve("package-lock.json");
        boolean isInstalled = Files.exists(WORK.resolve("node_modules"))
                && Files.exists(lock)
                && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isInstalled) {
            run("npm", "ci", "--no-audit", "--no-fund");
        }
    }

    @Test
    void the_compiler_of_typescript_takes_the_types_and_finds_the_mistakes_of_their_users() throws Exception {
        Files.writeString(WORK.resolve("events.d.ts"), contract.typeScript());
        run("npm", "run", "types");
    }

    @Test
    void the_document_is_what_the_schema_of_asyncapi_wants() throws Exception {
        Files.writeString(WORK.resolve("asyncapi.json"), contract.asyncApi("Chat", "1.2").toString());
        run("npm", "run", "document");
    }

    @Test
    void the_addresses_are_described_as_the_schema_of_openapi_wants() throws Exception {
        Files.copy(OPENAPI, WORK.resolve("openapi.json"), StandardCopyOption.REPLACE_EXISTING);
        run("npm", "run", "openapi");
    }

    private static void run(String... command) throws Exception {
        Process process = Programs.start(
                new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true),
                "install Node 20 or later, with npm, to test what is published of events and addresses");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
