/**
 * Programs of the system that tools start others through.
 *
 * <p>Read {@link dev.walden.tools.programs.Programs}.
 *
 * <p>Invariant: a program is looked for in the folders of the system alone, never on the path of the environment.
 */
@NullMarked
package dev.walden.tools.programs;

import org.jspecify.annotations.NullMarked;
