/** Identities, roles, audit, redaction. Depends on nothing. */
@NullMarked
package dev.heliograph.security;

import org.jspecify.annotations.NullMarked;
