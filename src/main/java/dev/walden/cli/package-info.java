/**
 * The operator commands: what is done to a data folder from outside, beside the service or while it is stopped.
 *
 * <p>Read {@link dev.walden.cli.Cli} first. Each command is a class named for it; what it needs of the application is
 * {@link dev.walden.cli.Means}. Commands that only read take no lock and may run at any time; those that change something take the
 * folder's lock and refuse beside a service. No command starts Spring but the ones that ask {@code Means} for it.
 *
 * <p>Invariants: standard output is a command's result and nothing else; exit codes are those of {@link dev.walden.cli.Exit}.
 */
@NullMarked
package dev.walden.cli;

import org.jspecify.annotations.NullMarked;
