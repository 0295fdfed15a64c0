package dev.walden.tools;

import java.nio.file.Path;

/** A file of the folder of plugins cannot be used. Ends the start: it is local, and what it should have been nobody can guess. */
public final class PluginException extends RuntimeException {

    /**
     * Says what is wrong with a file.
     *
     * @param what a sentence: what was expected, what was found
     */
    public PluginException(Path file, String what) {
        super("The plugin " + file + " cannot be used. " + what);
    }

    /** Says what is wrong with a file, and what caused it. */
    public PluginException(Path file, String what, Throwable cause) {
        super("The plugin " + file + " cannot be used. " + what, cause);
    }
}
