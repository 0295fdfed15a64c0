package dev.walden.cli;

import picocli.CommandLine.Option;

/** What commands have in common that read much. */
final class ProgressOption {

    @Option(names = "--progress", description = "show progress also when the error stream is no terminal")
    private boolean asked;

    /** To be closed when the work is done. */
    Progress of(Console console, String verb) {
        return Progress.of(console, verb, asked);
    }
}
