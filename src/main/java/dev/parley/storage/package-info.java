/**
 * What must outlive a server: a folder that nobody else uses, and a database with the tables of all parts, brought to their newest
 * version. It knows nothing of what is kept.
 */
package dev.parley.storage;
