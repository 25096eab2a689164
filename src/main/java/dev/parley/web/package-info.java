/**
 * Everything that touches the container, and nothing else does: annotated endpoints, servlets, filters, start and stop.
 *
 * <p>Start with {@link dev.parley.web.StartListener}, which makes one {@link dev.parley.web.Application} and puts it
 * into the {@code ServletContext}. A handshake is judged in {@link dev.parley.web.HandshakeFilter}, which hands what it
 * has learnt through {@link dev.parley.web.HandshakeConfigurator} to the endpoint; endpoints only pass on. Applications
 * come in through {@link dev.parley.web.Discovery} and get {@link dev.parley.web.Parley}.
 */
package dev.parley.web;
