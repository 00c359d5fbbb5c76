/** The store ports' promises, kept on H2 and on PostgreSQL. */
@NullMarked
package dev.heliograph.store;

import org.jspecify.annotations.NullMarked;
