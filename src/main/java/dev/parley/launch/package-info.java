/**
 * {@code java -jar parley.war}: the same WAR that containers deploy, served by an embedded Undertow or Tomcat.
 *
 * <p>Start with {@link dev.parley.launch.Main}, which reads a {@link dev.parley.launch.CommandLine}
 * and runs an {@link dev.parley.launch.EmbeddedServer}. Nothing here is used, or even loaded, when
 * the WAR is deployed to a container. Tomcat loads the application a second time, by a class loader of
 * its own; Undertow is told of the classes that are there. Either way launcher and application share
 * system properties and nothing else.
 */
package dev.parley.launch;
