/**
 * Implements the store ports: database (Flyway; H2 or PostgreSQL) and content-addressed files.
 *
 * <p>Here: SQL and files. Not here: what is stored and when. May use the ports in {@code study},
 * {@code agent} and {@code benchmark.port}.
 */
@NullMarked
package dev.heliograph.store;

import org.jspecify.annotations.NullMarked;
