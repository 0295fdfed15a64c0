/**
 * Texts that only those they are for may read: named in configuration and in the arguments of tools as a placeholder, filled in where they
 * are used, and taken out again of what comes back.
 *
 * <p>Read {@link dev.walden.secrets.Secrets}. Invariants: a value is read when it is used and written nowhere; what is recorded, shown or
 * sent to a model has the placeholder; a message never holds a value.
 */
@NullMarked
package dev.walden.secrets;

import org.jspecify.annotations.NullMarked;
