package dev.parley.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameReaderTest {
    static List<Conformance.Case> cases() {
        return Conformance.cases();
    }

    static List<Conformance.Case> casesWithoutContext() {
        return joined(DeflateConformance.always(), DeflateConformance.withoutContext());
    }

    static List<Conformance.Case> casesInContext() {
        return joined(DeflateConformance.always(), DeflateConformance.inContext());
    }

    private static List<Conformance.Case> joined(List<Conformance.Case> some, List<Conformance.Case> others) {
        Stream<Conformance.Case> ofAll = Conformance.cases().stream().filter(DeflateConformance::isOfAll);
        return Stream.of(ofAll, some.stream(), others.stream()).flatMap(each -> each).toList();
    }

    static List<Conformance.Case> casesThatBeginCompressed() {
        return DeflateConformance.always().stream()
                .filter(each -> (each.bytes()[0] & Opcode.RSV1) != 0)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_comes_at_once(Conformance.Case each) {
        assertEquals(each.outcomes(), read(null, each.bytes(), each.bytes().length));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_comes_byte_by_byte(Conformance.Case each) {
        assertEquals(each.outcomes(), read(null, each.bytes(), small(each)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_comes_in_any_pieces(Conformance.Case each) {
        assertEquals(each.outcomes(), read(null, each.bytes(), 0));
    }

    @ParameterizedTest
    @MethodSource("casesWithoutContext")
    void what_comes_compressed_by_itself(Conformance.Case each) {
        assertEquals(each.outcomes(), read(deflate(false), each.bytes(), each.bytes().length));
        assertEquals(each.outcomes(), read(deflate(false), each.bytes(), small(each)));
        assertEquals(each.outcomes(), read(deflate(false), each.bytes(), 0));
    }

    @ParameterizedTest
    @MethodSource("casesInContext")
    void what_comes_compressed_in_context(Conformance.Case each) {
        assertEquals(each.outcomes(), read(deflate(true), each.bytes(), each.bytes().length));
        assertEquals(each.outcomes(), read(deflate(true), each.bytes(), small(each)));
        assertEquals(each.outcomes(), read(deflate(true), each.bytes(), 0));
    }

    @ParameterizedTest
    @MethodSource("casesThatBeginCompressed")
    void without_an_agreement_nothing_may_be_compressed(Conformance.Case each) {
        assertEquals(List.of("close 1002"), read(null, each.bytes(), each.bytes().length));
    }

    private static PerMessageDeflate deflate(boolean inContext) {
        return new PerMessageDeflate(new DeflateAgreement(inContext, inContext, false), DeflateOptions.defaults());
    }

    private static int small(Conformance.Case each) {
        return each.bytes().length > 20_000 ? 97 : 1;
    }

    /** @param step how many bytes come at a time; 0: any number */
    private static List<String> read(PerMessageDeflate deflate, byte[] bytes, int step) {
        Random random = new Random(bytes.length);
        Heard heard = new Heard();
        FrameReader reader = new FrameReader(heard, deflate);
        byte[] buffer = new byte[FrameReader.MOST_KEPT + 8_192];
        int filled = 0;
        int at = 0;
        try {
            while (at < bytes.length) {
                int most = step == 0 ? 1 + random.nextInt(9_000) : step;
                int count = Math.min(Math.min(most, bytes.length - at), buffer.length - filled);
                System.arraycopy(bytes, at, buffer, filled, count);
                at += count;
                filled += count;
                int read = 0;
                for (int next = reader.read(buffer, 0, filled); next >= 0 && !heard.isOver; next = reader.read(buffer, read, filled)) {
                    read = next;
                }
                if (heard.isOver) {
                    return heard.all;
                }
                System.arraycopy(buffer, read, buffer, 0, filled - read);
                filled -= read;
                assertTrue(filled <= FrameReader.MOST_KEPT, "little is kept: " + filled);
            }
        } catch (ProtocolViolation violation) {
            heard.all.add("close " + violation.code());
        }
        return heard.all;
    }

    private static final class Heard implements FrameSink {
        private final List<String> all = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private boolean isOver;

        @Override
        public void text(String part, boolean last) {
            text.append(part);
            if (last) {
                all.add("text " + text);
                text.setLength(0);
            }
        }

        @Override
        public void binary(byte[] bytes, int offset, int length, boolean last) {
            binary.writeBytes(Arrays.copyOfRange(bytes, offset, offset + length));
            if (last) {
                all.add("binary " + binary.size());
                binary.reset();
            }
        }

        @Override
        public void ping(byte[] data) {
            all.add("pong " + new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void pong(byte[] data) {}

        @Override
        public void close(int code, String reason) {
            isOver = true;
            all.add(code == FrameReader.NO_CODE ? "close" : "close " + code);
        }
    }
}
