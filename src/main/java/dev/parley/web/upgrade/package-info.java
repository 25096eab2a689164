/**
 * WebSockets whose frames are ours, over what the Servlet API gives to those who upgrade a request (Jakarta Servlet 6.0, 2.3.3.5),
 * and over the connections of Tomcat and of Undertow, WildFly's too, where there are any: cheaper than the endpoints of every container that does it well. {@link
 * dev.parley.web.upgrade.Upgrades} knows which.
 */
package dev.parley.web.upgrade;
