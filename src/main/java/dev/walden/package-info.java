/**
 * An autonomous agent service that never loses its thread: one process, one data folder.
 *
 * <p>Read {@link dev.walden.WaldenApplication} first. Each package below is a module with one purpose; which may know which is
 * a table in {@code docs/ARCHITECTURE.md} that {@code ModuleRulesTest} holds.
 */
@NullMarked
package dev.walden;

import org.jspecify.annotations.NullMarked;
