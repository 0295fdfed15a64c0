/**
 * The JSON that tools read and write: messages of servers, manifests, arguments and answers of modules.
 *
 * <p>Read {@link dev.walden.tools.json.Json}.
 *
 * <p>Invariants: numbers keep all their digits; what is no JSON is told in words that follow a colon; nothing is coerced.
 */
@NullMarked
package dev.walden.tools.json;

import org.jspecify.annotations.NullMarked;
