package dev.walden.cli;

import dev.walden.activity.EncryptionKeys;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every command of one call shares.
 *
 * @param keys finds the data folder and its keys; only asked by commands that need them
 */
record Session(Arguments arguments, Supplier<EncryptionKeys> keys, Console console, Means means, InstantSource clock) {

    /** The data folder. */
    Path home() {
        return keys.get().home();
    }
}
