/** The WebSocket protocol, RFC 6455: bytes become parts of messages, messages become frames. Knows no container and no thread. */
package dev.parley.websocket;
