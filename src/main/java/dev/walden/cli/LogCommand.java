package dev.walden.cli;

import picocli.CommandLine.Command;

/** The commands about the activity log. */
@Command(name = "log", description = "look at the activity log, verify it, repair it")
final class LogCommand {}
