/**
 * Who may do what in the chat: {@link dev.parley.chat.policy.Permissions} is what the chat asks. It asks an application's
 * {@link dev.parley.chat.policy.Policy} and then the {@link dev.parley.chat.policy.Rules} of the configuration.
 */
package dev.parley.chat.policy;
