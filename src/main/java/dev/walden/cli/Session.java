package dev.walden.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every command of one call shares.
 *
 * @param home finds the data folder; only asked by commands that need one
 */
record Session(Arguments arguments, Supplier<Path> home, Console console, Means means, InstantSource clock) {}
