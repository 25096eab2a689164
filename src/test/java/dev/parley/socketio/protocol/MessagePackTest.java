package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** MessagePackReader and MessagePackWriter. */
class MessagePackTest {
    /** An event named {@code a} with one argument, which must follow. */
    private static final String EVENT = "83a47479706502a36e7370a12fa46461746192a161";

    private final MessagePackReader reader = new MessagePackReader(10);

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private Packet packet(String hex) {
        return reader.read(bytes(hex)).orElseThrow();
    }

    private String refusal(String hex) {
        return assertThrows(MalformedPacketException.class, () -> reader.read(bytes(hex)))
                .getMessage();
    }

    private static String written(Packet packet) {
        return Shown.hex(MessagePackWriter.write(packet));
    }

    private static Packet event(Object... values) {
        return new Packet.Event("/", OptionalLong.empty(), "a", arguments(values));
    }

    private static ArgumentList arguments(Object... values) {
        return ArgumentList.ofValues(Arrays.stream(values).map(JsonText::of).toList());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/messagepack-refused.csv", delimiter = '|')
    void what_closes_a_session_is_refused_with_a_reason(String hex, String reason) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(reason, refusal(hex)));
    }

    @Test
    void a_packet_may_be_in_a_buffer_of_any_kind() {
        byte[] connect = HexFormat.of().parseHex("82a47479706500a36e7370a12f");
        ByteBuffer direct = ByteBuffer.allocateDirect(connect.length + 2).position(1).put(connect).position(1).limit(connect.length + 1);
        ByteBuffer inside = ByteBuffer.allocate(connect.length + 2).position(1).put(connect).position(1).limit(connect.length + 1);
        for (ByteBuffer buffer : List.of(ByteBuffer.wrap(connect).asReadOnlyBuffer(), direct, inside, inside.slice())) {
            assertEquals("CONNECT / -", Shown.packet(reader.read(buffer).orElseThrow()));
            assertEquals(connect.length, buffer.remaining()); // looking does not use it up
        }
    }

    @Test
    void a_namespace_has_at_most_1000_characters() {
        assertEquals(1_000, packet("82a47479706501a36e7370da03e82f" + "6e".repeat(999)).namespace().length());
        assertEquals(
                "a namespace must have at most 1000 characters",
                refusal("82a47479706501a36e7370da03e92f" + "6e".repeat(1_000)));
    }

    @Test
    void a_number_of_64_bits_stays_as_it_is() {
        assertEquals(EVENT + "cfffffffffffffffff", written(event(new BigInteger("18446744073709551615"))));
        assertEquals(EVENT + "cf8000000000000001", written(event(new BigInteger("9223372036854775809"))));
    }
}
