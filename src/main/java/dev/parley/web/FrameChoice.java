package dev.parley.web;

import dev.parley.web.upgrade.Upgrades;
import jakarta.servlet.ServletContext;

/** Who reads and writes the frames of WebSockets. */
enum FrameChoice {
    /** Parley where that is known to work, or else the container. */
    AUTO,
    /** Parley. */
    OWN,
    /** The container's endpoints. */
    CONTAINER;

    /** @param context of the container */
    boolean isOwn(ServletContext context) {
        return this == OWN || (this == AUTO && Upgrades.areGoodOn(context));
    }
}
