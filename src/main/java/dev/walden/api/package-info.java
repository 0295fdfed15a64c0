/**
 * HTTP to calls, errors to problem details; the security filter.
 *
 * <p>Read {@code TaskController} first, then {@code ProblemAdvice} and {@code AuthenticationFilter}. Invariants: all input passes
 * authentication, size limits and validation before it reaches another module; every error is a problem detail with a stable code;
 * nothing is shown that is not durable.
 */
@NullMarked
package dev.walden.api;

import org.jspecify.annotations.NullMarked;
