package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.testkit.VirtualScheduler;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SlowBodyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VirtualScheduler clock = new VirtualScheduler();
    private final SlowInput input = new SlowInput();
    private final List<String> ends = new ArrayList<>();
    private Executor workers = Runnable::run;

    /** Has what the test gives it. */
    private static final class SlowInput extends ServletInputStream {
        private final Queue<Byte> ready = new ArrayDeque<>();
        private ReadListener listener;
        private boolean isFinished;

        void comes(String text) throws IOException {
            for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
                ready.add(each);
            }
            listener.onDataAvailable();
        }

        void ends() throws IOException {
            isFinished = true;
            listener.onAllDataRead();
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public boolean isReady() {
            return !ready.isEmpty();
        }

        @Override
        public void setReadListener(ReadListener wanted) {
            listener = wanted;
        }

        @Override
        public int read() {
            return ready.isEmpty() ? -1 : ready.remove();
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int count = 0;
            while (count < length && !ready.isEmpty()) {
                to[from + count++] = ready.remove();
            }
            return count;
        }
    }

    private void begin(long announced, int most) {
        SlowBody body = new SlowBody(input, announced, most, workers, () -> ends.add("gone"), new SlowBody.Reader() {
            @Override
            public void whole(byte[] bytes) {
                ends.add("whole: " + new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void tooLarge() {
                ends.add("too large");
            }

            @Override
            public void cut() {
                ends.add("cut");
            }
        });
        body.begin(clock, PATIENCE);
    }

    @Test
    void a_body_that_comes_in_pieces_is_whole_at_its_end() throws IOException {
        begin(-1, 10);
        input.comes("ab");
        clock.advance(PATIENCE.minusMillis(1));
        input.comes("cd");
        assertEquals(List.of(), ends);
        input.ends();
        assertEquals(List.of("whole: abcd"), ends);
        assertEquals(0, clock.waiting());
    }

    @Test
    void a_body_that_is_not_whole_in_time_is_cut() throws IOException {
        begin(4, 10);
        for (int i = 0; i < 3; i++) { // however busily it comes
            input.comes("a");
            clock.advance(PATIENCE.dividedBy(3));
        }
        assertEquals(List.of("cut"), ends);
        input.comes("a");
        input.ends();
        assertEquals(List.of("cut"), ends);
    }

    @Test
    void a_body_may_have_as_many_bytes_as_allowed_and_not_one_more() throws IOException {
        begin(-1, 3);
        input.comes("abc");
        assertEquals(List.of(), ends);
        input.comes("d");
        assertEquals(List.of("too large"), ends);
        assertEquals(0, clock.waiting());
    }

    @Test
    void who_is_gone_is_given_up_before_the_containers_call_returns() {
        List<Runnable> later = new ArrayList<>();
        workers = later::add;
        begin(4, 10);
        input.listener.onError(new IOException("the connection was reset"));
        assertEquals(List.of("gone"), ends);
        later.forEach(Runnable::run);
        assertEquals(List.of("gone", "cut"), ends);
    }

    @Test
    void a_body_that_ends_before_its_announced_length_is_cut() throws IOException {
        begin(4, 10);
        input.comes("abc");
        input.ends();
        assertEquals(List.of("cut"), ends);
    }
}
