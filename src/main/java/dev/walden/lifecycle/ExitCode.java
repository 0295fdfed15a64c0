package dev.walden.lifecycle;

/** How the process tells its starter what happened; the table is in docs/operations.md. Numbers follow sysexits.h. */
public enum ExitCode {
    /** It ended as asked over the API. SIGTERM ends in 143 and SIGINT in 130, as the JVM decides. */
    OK(0),
    /** Something unforeseen. */
    FAILED(1),
    /** The log before its tail, or a blob that it names, is damaged or missing. */
    DAMAGED(65),
    /** The address or port is in use. */
    PORT_IN_USE(69),
    /** A stop that was asked for took longer than its bound and was cut short. The log is whole. */
    STOP_OVERRUN(70),
    /** The data folder cannot be written. */
    NOT_WRITABLE(73),
    /** The disk failed under the log; what was acknowledged is safe. */
    LOG_FAILED(74),
    /** Another process has the data folder. */
    LOCKED(75),
    /** The log was written by a newer version. */
    NEWER_FORMAT(76),
    /** A property is wrong, or a key of the encryption. */
    BAD_CONFIGURATION(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the operating system sees. */
    public int number() {
        return number;
    }
}
