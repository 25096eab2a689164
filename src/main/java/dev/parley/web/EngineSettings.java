package dev.parley.web;

import dev.parley.auth.CorsPolicy;
import dev.parley.engineio.EngineOptions;

/**
 * How an Engine.IO server is offered over HTTP.
 *
 * @param bindsAddress whether a session is continued from the address alone that has begun it
 * @param compressionThreshold the smallest answer to a poll that is compressed, in bytes; 0: none is
 */
record EngineSettings(EngineOptions engine, CorsPolicy cors, CookieOptions cookie, boolean bindsAddress, int compressionThreshold) {}
