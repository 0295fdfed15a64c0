package dev.walden.activity;

import java.nio.file.Path;

/** Bytes beside the log of a test. */
public final class StoredBytes {

    private StoredBytes() {}

    /** Those of a folder. */
    public static ByteStore in(Path home) {
        return new ByteStore(
                new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {}), Encryption.NONE);
    }
}
