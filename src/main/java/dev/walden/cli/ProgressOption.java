package dev.walden.cli;

import picocli.CommandLine.Option;

/** What commands have in common that read much. */
final class ProgressOption {

    @Option(
            names = "--progress",
            description = "show progress also when the error stream is no terminal; never beside records on a terminal")
    private boolean asked;

    /** To be closed when the work is done. */
    Progress of(Console console, String verb) {
        return Progress.of(console, verb, asked);
    }

    /** The same while records are printed: on a terminal both would be in one line. */
    Progress besideRecords(Console console, String verb) {
        return console.terminal() ? Progress.none(console) : of(console, verb);
    }
}
