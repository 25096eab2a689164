/** Who may come in. Start with {@link dev.parley.auth.OriginPolicy}. */
package dev.parley.auth;
