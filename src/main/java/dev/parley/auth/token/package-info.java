/**
 * Who users are, by the tokens of an issuer. Start with {@link dev.parley.auth.token.TokenAuthenticator}; what a token must be
 * stands in {@link dev.parley.auth.token.TokenVerifier}.
 */
package dev.parley.auth.token;
