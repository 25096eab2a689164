/**
 * {@code java -jar parley.war}: the same WAR that containers deploy, served by an embedded Tomcat.
 *
 * <p>Start with {@link dev.parley.launch.Main}, which reads a {@link dev.parley.launch.CommandLine}
 * and runs an {@link dev.parley.launch.EmbeddedServer}. Nothing here is used, or even loaded, when
 * the WAR is deployed to a container. The application is loaded a second time by its own class
 * loader, so launcher and application share system properties and nothing else.
 */
package dev.parley.launch;
