package dev.walden.tools.mcp;

import java.time.Duration;

/**
 * The waits and bounds of a connection.
 *
 * @param handshake how long a server may take to be ready, lists included
 * @param restartAfter the first pause before a server is tried again; the next are twice as long each
 * @param restartAtMost the longest such pause
 * @param pingAfter how long nothing may be heard before the server is asked whether it is there
 * @param pong how long it may take to say so
 * @param refreshAfter the first pause between two looks at lists that change; twice as long each while they keep changing
 */
record Timing(
        Duration handshake,
        Duration restartAfter,
        Duration restartAtMost,
        Duration pingAfter,
        Duration pong,
        Duration refreshAfter) {

    static final Timing STANDARD = new Timing(
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));
}
