/**
 * Implements the store ports: database (Flyway; H2 or PostgreSQL) and content-addressed files. May
 * use the ports in {@code study}, {@code agent} and {@code benchmark.port}.
 */
@NullMarked
package dev.heliograph.store;

import org.jspecify.annotations.NullMarked;
