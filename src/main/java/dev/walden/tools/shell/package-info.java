/**
 * The tool {@code shell}: runs allowed commands in the workspace of the space.
 *
 * <p>Read {@link dev.walden.tools.shell.ShellTool} first, then {@link dev.walden.tools.shell.Bubblewrap} and
 * {@link dev.walden.tools.shell.CommandRun}.
 *
 * <p>Invariants: only commands that configuration names are run, found once at the start; no shell reads what a model wrote; a
 * command sees nothing of this process's environment; its time and its output have bounds. In the sandbox it also sees no file but
 * those of the system and of the workspace, and nothing that it began outlives it.
 */
@NullMarked
package dev.walden.tools.shell;

import org.jspecify.annotations.NullMarked;
