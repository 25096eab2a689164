package dev.parley.socketio;

/** How many sockets are in a namespace or on their way in, and whether it is given up without any. Safe for use by many threads. */
final class Occupancy {
    private int occupants; // guarded by this
    private boolean stays; // guarded by this
    private boolean retired; // guarded by this

    Occupancy(boolean stays) {
        this.stays = stays;
    }

    /** One more; false if it has been given up. */
    synchronized boolean enter() {
        if (!retired) {
            occupants++;
        }
        return !retired;
    }

    /** One less; true if it is given up now. */
    synchronized boolean leave() {
        occupants--;
        retired = !stays && occupants == 0;
        return retired;
    }

    /** It stays, even without anybody; false if it is too late. */
    synchronized boolean keep() {
        stays = true;
        return !retired;
    }
}
