/**
 * What Parley's own WAR has and the server alone has not: the chat, the addresses beside it, the headers of its pages.
 *
 * <p>Start with {@link dev.parley.site.Site}, which the server finds as it finds every application.
 */
package dev.parley.site;
