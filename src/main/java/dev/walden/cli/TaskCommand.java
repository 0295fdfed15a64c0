package dev.walden.cli;

import picocli.CommandLine.Command;

/** The commands about one task. */
@Command(name = "task", description = "look closely at one task")
final class TaskCommand {}
