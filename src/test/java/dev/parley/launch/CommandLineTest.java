package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launch.CommandLine.Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void without_options_it_listens_on_localhost_8080_at_the_root() {
        assertEquals(new CommandLine.Start(Server.UNDERTOW, "localhost", 8080, "", Optional.empty(), Map.of(), false), CommandLine.parse());
    }

    @Test
    void every_option_is_read_with_a_blank_and_with_an_equals_sign() {
        var expected = new CommandLine.Start(
                Server.TOMCAT, "0.0.0.0", 0, "/a/b", Optional.empty(), Map.of("parley.x", "1=2", "parley.y", ""), true);
        assertEquals(
                expected,
                CommandLine.parse(
                        "--server", "tomcat", "--host", "0.0.0.0", "--port", "0", "--context-path", "/a/b", "--set", "parley.x=1=2", "--set",
                        "parley.y=", "--verbose"));
        assertEquals(
                expected,
                CommandLine.parse(
                        "--server=tomcat", "--host=0.0.0.0", "--port=0", "--context-path=/a/b", "--set=parley.x=1=2", "--set=parley.y=",
                        "--verbose"));
    }

    @Test
    void an_unknown_server_is_refused() {
        assertEquals("--server must be undertow or tomcat, was jetty", refusal("--server", "jetty"));
    }

    @Test
    void a_certificate_with_its_key_brings_tls_and_another_port() {
        assertEquals(
                Optional.of(new PemFiles(Path.of("a"), Path.of("b"), Optional.empty())),
                start("--tls-cert", "a", "--tls-key", "b").tls());
        assertEquals(
                Optional.of(new PemFiles(Path.of("a"), Path.of("b"), Optional.of(Path.of("c")))),
                start("--tls-cert", "a", "--tls-key", "b", "--tls-password-file", "c").tls());
        assertEquals(8443, start("--tls-cert", "a", "--tls-key", "b").port());
        assertEquals(8080, start("--port", "8080", "--tls-cert", "a", "--tls-key", "b").port());
    }

    @Test
    void a_keystore_brings_the_same() {
        CommandLine.Start start = start("--tls-keystore", "a", "--tls-password-file", "b");
        assertEquals(Optional.of(new KeyStoreFiles(Path.of("a"), Path.of("b"))), start.tls());
        assertEquals(8443, start.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tls-cert", "--tls-key"})
    void a_certificate_comes_from_one_place(String other) {
        assertEquals(
                "--tls-keystore and " + other + " cannot be given together",
                refusal("--tls-keystore=a", "--tls-password-file=b", other, "c"));
    }

    @Test
    void the_last_of_two_wins() {
        assertEquals(2, start("--port", "1", "--port", "2").port());
    }

    @Test
    void the_root_is_spelled_as_a_slash() {
        assertEquals("", start("--context-path", "/").contextPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65535"})
    void ports_at_the_limit_are_accepted(String port) {
        assertEquals(Integer.parseInt(port), start("--port", port).port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "", "99999999999"})
    void a_port_beyond_the_limit_is_refused(String port) {
        assertEquals("--port must be a whole number from 0 to 65535, was " + port, refusal("--port", port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "/x/", "//", "", "/a b", "/a/../b", "/.", "/ä", "/a?b", "/%41"})
    void an_odd_context_path_is_refused(String path) {
        assertEquals(
                "--context-path must be / or a path like /chat of A-Z a-z 0-9 . _ ~ -, was " + path,
                refusal("--context-path", path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour     | there is no option --colour",
                "9000         | there is no option 9000",
                "--port       | --port needs a value",
                "--verbose=1  | --verbose takes no value",
                "--host=      | --host must be a name or an address, was empty",
                "--set=a      | --set must be name=value, was a",
                "--set=a=b    | the name after --set must start with parley., was a",
                "--tls-cert=a | --tls-cert needs --tls-key",
                "--tls-key=a  | --tls-key needs --tls-cert",
                "--tls-key=   | --tls-key must be a file, was empty",
                "--tls-keystore=a | --tls-keystore needs --tls-password-file",
                "--tls-password-file=a | --tls-password-file needs --tls-keystore, or --tls-cert and --tls-key",
            })
    void a_wrong_option_is_named(String argument, String message) {
        assertEquals(message, refusal(argument));
    }

    @Test
    void help_and_version_need_nothing_else() {
        assertInstanceOf(CommandLine.Help.class, CommandLine.parse("--help"));
        assertInstanceOf(CommandLine.Version.class, CommandLine.parse("--version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--host", "--context-path", "--set", "--verbose", "--version", "--help",
        "--tls-cert", "--tls-key", "--tls-keystore", "--tls-password-file"})
    void the_help_explains(String option) {
        assertTrue(CommandLine.HELP.contains("\n  " + option + " "));
    }

    private static CommandLine.Start start(String... arguments) {
        return assertInstanceOf(CommandLine.Start.class, CommandLine.parse(arguments));
    }

    private static String refusal(String... arguments) {
        return assertThrows(UsageException.class, () -> CommandLine.parse(arguments)).getMessage();
    }
}
