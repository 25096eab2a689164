/**
 * Accounts: people who have chosen a name and a password, and sign in. {@link dev.parley.account.Accounts} is what one asks;
 * {@link dev.parley.account.AccountAuthenticator} lets the server know by their tokens who they are, on all wires.
 *
 * <p>Who signs in gets two things. The <em>access token</em> says for minutes who they are. The <em>session token</em> fetches the
 * next access token, each time with a new session token; a browser keeps it where no script sees it.
 */
package dev.parley.account;
