package load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Load at a fixed rate, whatever the server does: who answers late finds more to do, and every wait counts from when a message was due. */
final class Paced {
    private static final int ROOMS = 50;
    private static final int MOVES = 20; // every so manieth time somebody says nothing, but goes to another room
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Load load;
    private final long[] waits;
    private int count;
    private long heard;

    Paced(Load load) {
        this.load = load;
        this.waits = new long[(int) (load.window * (load.measured / SECOND + 1))];
    }

    /** Everybody's text is echoed: half of the times and all but a hundredth of them, microseconds. */
    void roundTrips() throws IOException {
        try (Crowd<Guest> crowd = crowd((guest, bytes, offset, length) -> {
            if (count < waits.length) {
                String text = new String(bytes, offset, length, StandardCharsets.US_ASCII);
                int from = text.indexOf("\",\"") + 3;
                waits[count++] = System.nanoTime() - Long.parseLong(text.substring(from, text.indexOf('"', from)));
            }
        })) {
            crowd.grow(load.connections);
            Action say = (guest, due) -> guest.write(Guest.frames("42[\"echo\",\"" + due + "\"]", 1));
            pace(crowd, load.warmUp, say);
            count = 0;
            pace(crowd, load.measured, say);
            int expected = (int) (load.window * load.measured / SECOND);
            if (count < expected * 0.95) {
                throw new IllegalStateException(count + " answers of " + expected);
            }
            Arrays.sort(waits, 0, count);
            Load.print(waits[count / 2] / 1e3, waits[count * 99 / 100] / 1e3);
        }
    }

    /** People in rooms, who talk and change rooms: what reaches somebody, and what each costs. */
    void mix() throws IOException {
        int[] rooms = new int[load.connections];
        long[] turns = new long[1];
        try (Crowd<Guest> crowd = crowd((guest, bytes, offset, length) -> heard++)) {
            crowd.grow(load.connections);
            for (Guest guest : crowd.members()) {
                rooms[guest.number()] = guest.number() % ROOMS;
                say(guest, "enter", rooms[guest.number()]);
            }
            Action act = (guest, due) -> {
                int room = rooms[guest.number()];
                if (++turns[0] % MOVES == 0) {
                    rooms[guest.number()] = (room + 1) % ROOMS;
                    say(guest, "leave", room);
                    say(guest, "enter", rooms[guest.number()]);
                } else {
                    say(guest, "tell", room);
                }
            };
            pace(crowd, load.warmUp, act);
            long from = heard;
            double cpu = load.server.cpuMicros();
            long start = System.nanoTime();
            pace(crowd, load.measured, act);
            double seconds = (System.nanoTime() - start) / 1e9;
            Load.print((heard - from) / seconds, (load.server.cpuMicros() - cpu) / (heard - from));
        }
    }

    private static void say(Guest guest, String event, int room) {
        String text = event.equals("tell") ? ",\"" + Load.TEXT + "\"" : "";
        guest.write(Guest.frames("42[\"" + event + "\",\"room" + room + "\"" + text + "]", 1));
    }

    private Crowd<Guest> crowd(Guest.Hearing hearing) throws IOException {
        return new Crowd<>(
                load.port, (number, address, selector) -> new Guest(number, address, load.protocol, selector, hearing));
    }

    /** What somebody does when it is due. */
    private interface Action {
        void act(Guest guest, long due);
    }

    private void pace(Crowd<Guest> crowd, long nanos, Action action) throws IOException {
        long start = System.nanoTime();
        long between = SECOND / load.window;
        int next = 0;
        for (long due = start; due < start + nanos; due += between) {
            while (System.nanoTime() < due) {
                crowd.turn(due - System.nanoTime());
            }
            crowd.turn(0);
            action.act(crowd.members().get(next++ % load.connections), due);
        }
    }
}
