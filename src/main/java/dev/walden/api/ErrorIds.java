package dev.walden.api;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names for single faults, by which an answer and a log line find each other. Thread-safe if its source is. */
record ErrorIds(RandomGenerator random) {

    String next() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}
