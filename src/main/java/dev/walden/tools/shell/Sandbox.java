package dev.walden.tools.shell;

import java.nio.file.Path;
import java.util.List;

/** What is between a command and the machine. Immutable. */
sealed interface Sandbox permits Sandbox.None, Bubblewrap {

    /** What is really started for a command that is to work in a folder. */
    List<String> wrapped(List<String> line, Path folder);

    /** Nothing: a command has all rights of the service. */
    record None() implements Sandbox {

        @Override
        public List<String> wrapped(List<String> line, Path folder) {
            return line;
        }
    }
}
