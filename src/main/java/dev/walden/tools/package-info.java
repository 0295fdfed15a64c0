/**
 * Finds a tool by name and carries out one call within its limits; records nothing.
 *
 * <p>Read {@link dev.walden.tools.Toolbox} first, then {@link dev.walden.tools.CallCheck} and {@link dev.walden.tools.CallResult}.
 *
 * <p>Invariants: arguments fit the tool's schema before it is called; policy is asked before an intent can be recorded; a call
 * ends by its deadline and its output has a bound; whatever a tool throws becomes a result.
 */
@NullMarked
package dev.walden.tools;

import org.jspecify.annotations.NullMarked;
