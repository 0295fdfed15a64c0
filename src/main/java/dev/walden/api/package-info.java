/**
 * HTTP to calls, errors to problem details; the security filter.
 *
 * <p>Read {@code TaskController} first, then {@code ProblemAdvice} and {@code AuthenticationFilter}. Invariants: all input passes
 * authentication, size limits and validation before it reaches another module; every error is a problem detail with a stable code;
 * nothing is shown that is not durable.
 *
 * <p>Refusals: 400 what cannot be read (HTTP, UTF-8, JSON, its types and members, headers), 422 what was read and has a value that is
 * not acceptable, 413 what is too large; what lies in a foreign space does not exist.
 */
@NullMarked
package dev.walden.api;

import org.jspecify.annotations.NullMarked;
