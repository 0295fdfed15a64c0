package dev.walden.cli;

import picocli.CommandLine.Command;

/** The commands about the keys of the encryption. */
@Command(name = "keys", description = "make a master key, change to another one")
final class KeysCommand {}
