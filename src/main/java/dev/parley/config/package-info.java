/**
 * The options: what they are called ({@link dev.parley.config.Option}), where they come from ({@link
 * dev.parley.config.Source}) and how they are read ({@link dev.parley.config.Configuration}).
 */
package dev.parley.config;
