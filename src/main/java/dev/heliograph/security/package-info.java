/**
 * Identities, roles, audit, redaction. Depends on nothing.
 *
 * <p>Here today: {@link dev.heliograph.security.Redaction}.
 */
@NullMarked
package dev.heliograph.security;

import org.jspecify.annotations.NullMarked;
