/**
 * What a tool is, to its author.
 *
 * <p>Read {@link dev.walden.plugin.Tool} first, then {@link dev.walden.plugin.ToolDescriptor} and
 * {@link dev.walden.plugin.SideEffect}. This package needs nothing but the JDK and JSpecify's annotations, so that it can
 * become a jar of its own against which plugins are compiled.
 *
 * <p>Invariants: a tool never writes to Walden's log itself as a consequence of being called twice; what may happen
 * after a crash is decided by the {@linkplain dev.walden.plugin.SideEffect side effect class} it declares. JSON values
 * are JDK types: {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Long} or {@code BigInteger} for
 * whole numbers, {@code BigDecimal} for others, and {@code null}.
 */
@NullMarked
package dev.walden.plugin;

import org.jspecify.annotations.NullMarked;
