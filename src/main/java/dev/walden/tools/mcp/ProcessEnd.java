package dev.walden.tools.mcp;

/** What the exit code of a server's process says to a person. */
final class ProcessEnd {

    /** Added to the number of the signal that ended a process, by Java as by shells. */
    private static final int BY_SIGNAL = 128;

    private static final int MOST_SIGNAL = 64;
    private static final int SIGKILL = 9;

    private ProcessEnd() {}

    static String told(int code) {
        int signal = code - BY_SIGNAL;
        if (signal == SIGKILL) {
            return "Its process was killed (code " + code + "). If nobody did that, the kernel did, as memory ran out.";
        }
        String by = signal > 0 && signal <= MOST_SIGNAL ? ", by signal " + signal : "";
        return "Its process ended with code " + code + by + ".";
    }
}
