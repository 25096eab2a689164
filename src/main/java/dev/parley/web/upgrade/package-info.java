/**
 * WebSockets whose frames are ours, over what the Servlet API gives to those who upgrade a request (Jakarta Servlet 6.0, 2.3.3.5):
 * cheaper than the endpoints of every container that does it well. {@link dev.parley.web.upgrade.Upgrades} knows which.
 *
 * <p>Not ready to be the default: Tomcat goes on calling a listener that does not read, so a long suspension of reading ({@link
 * dev.parley.connection.Transport#suspendReading}) lets two threads read at once there.
 */
package dev.parley.web.upgrade;
