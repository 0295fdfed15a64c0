package dev.walden.tools.mcp;

/**
 * What the processes of one server may take. Immutable.
 *
 * @param memoryBytes of data, each process
 * @param processes and threads, all together, beyond those that the user of the service had when the first server was started
 */
public record ProcessBounds(long memoryBytes, int processes) {

    public ProcessBounds {
        if (memoryBytes <= 0 || processes <= 0) {
            throw new IllegalArgumentException(
                    "Bounds of a process are positive; found: " + memoryBytes + " bytes, " + processes + " processes.");
        }
    }
}
