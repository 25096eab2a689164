package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.VirtualScheduler;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Binary messages that are read as streams. */
class IncomingStreamTest {
    private static final int LIMIT = 100_000;
    private static final int PART = 10_000;
    private static final Object END = "end";

    /** What is done with a message. */
    private interface Reading {
        void read(InputStream message) throws IOException;
    }

    private final VirtualScheduler clock = new VirtualScheduler();
    private final FakeTransport transport = new FakeTransport();
    private final BlockingQueue<Object> read = new LinkedBlockingQueue<>();
    private final Semaphore mayRead = new Semaphore(0);
    private volatile Reading reading = this::readAll;
    private final Connections connections = new Connections(
            new ConnectionOptions(
                    1,
                    new MessageOptions(LIMIT, 1, Duration.ofSeconds(60), 1, 1),
                    new HeartbeatOptions(Duration.ofHours(1), Duration.ofHours(1)),
                    OutboxOptions.defaults()),
            clock,
            Runnable::run);

    private final WebSocketConnection connection = connections
            .open(OpeningRequests.any(), transport, made -> new StreamReceiver() {
                @Override
                public void binary(InputStream message) throws IOException {
                    reading.read(message);
                }

                @Override
                public void received(Message message) {
                    read.add(message);
                }

                @Override
                public void closed(CloseStatus status) {}
            })
            .orElseThrow();

    @Test
    void as_many_are_read_at_once_as_is_said_and_the_next_waits_for_one_of_them() throws Exception {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        Connections two = new Connections(
                new ConnectionOptions(
                        3,
                        new MessageOptions(LIMIT, 1, Duration.ofSeconds(60), 1, 2),
                        HeartbeatOptions.defaults(),
                        OutboxOptions.defaults()),
                clock,
                Runnable::run);
        try {
            for (int i = 0; i < 3; i++) {
                two.open(OpeningRequests.any(), new FakeTransport(), made -> new StreamReceiver() {
                            @Override
                            public void binary(InputStream message) {
                                begun.add(Thread.currentThread().getName());
                                mayRead.acquireUninterruptibly();
                            }

                            @Override
                            public void received(Message message) {}

                            @Override
                            public void closed(CloseStatus status) {}
                        })
                        .orElseThrow()
                        .binary(ByteBuffer.allocate(1), true);
            }
            String first = begun.take();
            String second = begun.take();
            Set<String> both = Set.of(first, second);
            assertEquals(Set.of("parley-stream-1", "parley-stream-2"), both);
            mayRead.release();
            assertTrue(both.contains(begun.take()), "the third is read by a thread that was free again");
        } finally {
            mayRead.release(2);
            two.close();
        }
    }

    @AfterEach
    void close() {
        connection.terminate();
        mayRead.release(1_000);
        connections.close();
    }

    private void readAll(InputStream message) throws IOException {
        byte[] some = new byte[4];
        try {
            for (int count = message.read(some); count >= 0; count = message.read(some)) {
                read.add(count + " from " + some[0]);
            }
            read.add(END);
        } catch (IOException broken) {
            read.add(broken);
            throw broken;
        }
    }

    private Object next() throws InterruptedException {
        return read.poll(10, TimeUnit.SECONDS);
    }

    private void send(boolean last, int... bytes) {
        ByteBuffer part = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            part.put((byte) each);
        }
        connection.binary(part.flip(), last);
        part.clear().put(new byte[bytes.length]); // it is the container's, which uses it again
    }

    @Test
    void it_is_read_while_it_arrives() throws Exception {
        send(false, 1, 2, 3, 4, 5);
        assertEquals("4 from 1", next());
        assertEquals("1 from 5", next());
        send(false);
        send(true, 6);
        assertEquals("1 from 6", next());
        assertEquals(END, next());
    }

    @Test
    void messages_are_read_one_after_another_and_text_comes_as_ever() throws Exception {
        reading = message -> {
            read.add("begun");
            mayRead.acquireUninterruptibly();
            readAll(message);
        };
        send(true, 1);
        send(true, 2);
        assertEquals("begun", next());
        connection.text("t", true);
        assertEquals(Message.text("t"), next());
        mayRead.release(2);
        assertEquals("1 from 1", next());
        assertEquals(END, next());
        assertEquals("begun", next());
        assertEquals("1 from 2", next());
    }

    @Test
    void what_is_not_read_is_thrown_away() throws Exception {
        reading = message -> read.add(message.read());
        send(false, 1, 2);
        assertEquals(1, next());
        send(true, 3);
        send(true, 4);
        assertEquals(4, next());
    }

    @Test
    void a_reader_that_fails_does_not_keep_the_next_message_from_being_read() throws Exception {
        reading = message -> {
            throw new IllegalStateException("as the test wants it");
        };
        send(true, 1);
        reading = this::readAll;
        send(true, 2);
        assertEquals(END, nextButOne());
    }

    private Object nextButOne() throws InterruptedException {
        next();
        return next();
    }

    @Test
    void a_peer_that_is_faster_than_the_reader_waits() throws Exception {
        reading = message -> {
            byte[] part = new byte[PART];
            for (int count = 0; count >= 0; count = message.readNBytes(part, 0, PART) == 0 ? -1 : 0) {
                mayRead.acquireUninterruptibly();
            }
            read.add(END);
        };
        AtomicInteger delivered = new AtomicInteger();
        Thread container = new Thread(() -> {
            for (int i = 1; i <= 100; i++) {
                connection.binary(ByteBuffer.allocate(PART), i == 100);
                delivered.set(i);
            }
        });
        container.start();
        awaitState(container, Thread.State.WAITING);
        assertEquals(LIMIT / PART, delivered.get(), "held in memory");
        assertTrue(!connection.isPaused(), "not by the application");
        clock.advance(Duration.ofMinutes(10));
        assertTrue(connection.isOpen(), "the silence is ours");
        mayRead.release(7);
        awaitState(container, Thread.State.WAITING, () -> delivered.get() > LIMIT / PART);
        assertTrue(delivered.get() < 20, "it waits again, after " + delivered.get());
        mayRead.release(200);
        assertEquals(END, next());
        container.join(10_000);
        assertEquals(100, delivered.get());
    }

    @Test
    void parts_without_bytes_are_no_way_around_the_limit() throws Exception {
        reading = message -> mayRead.acquireUninterruptibly();
        Thread container = new Thread(() -> {
            for (int i = 0; i < 10 * LIMIT; i++) {
                connection.binary(ByteBuffer.allocate(0), false);
            }
        });
        container.start();
        awaitState(container, Thread.State.WAITING);
        connection.terminate();
        container.join(10_000);
        assertTrue(!container.isAlive());
    }

    @Test
    void reading_ends_with_an_exception_when_the_connection_ends_in_the_middle() throws Exception {
        send(false, 1);
        assertEquals("1 from 1", next());
        connection.closedByPeer(CloseStatus.ABNORMAL);
        assertInstanceOf(EOFException.class, next());
    }

    @Test
    void a_peer_that_does_not_go_on_is_given_up() throws Exception {
        send(false, 1);
        clock.advance(Duration.ofSeconds(40));
        send(false, 2);
        clock.advance(Duration.ofSeconds(40));
        assertNull(transport.closed());
        clock.advance(Duration.ofSeconds(30));
        assertEquals(CloseStatus.UNFINISHED_MESSAGE, transport.closed());
        assertEquals("1 from 1", next());
        assertEquals("1 from 2", next());
        assertInstanceOf(EOFException.class, next());
    }

    private interface Condition {
        boolean holds();
    }

    private static void awaitState(Thread thread, Thread.State state) {
        awaitState(thread, state, () -> true);
    }

    private static void awaitState(Thread thread, Thread.State state, Condition condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.holds() || thread.getState() != state) {
            assertTrue(System.nanoTime() < deadline, "the thread is " + thread.getState());
            Thread.onSpinWait();
        }
    }
}
