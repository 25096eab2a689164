package dev.parley.web;

import dev.parley.web.upgrade.Upgrades;

/** Who reads and writes the frames of WebSockets. */
enum FrameChoice {
    /** Parley where that is known to work, or else the container. */
    AUTO,
    /** Parley. */
    OWN,
    /** The container's endpoints. */
    CONTAINER;

    /** @param serverInfo how the container names itself */
    boolean isOwn(String serverInfo) {
        return this == OWN || (this == AUTO && Upgrades.areGoodOn(serverInfo));
    }
}
