package dev.walden.activity;

import java.nio.file.Path;

/** A codec with the blobs of a test's folder. */
final class CodecOnDisk implements AutoCloseable {

    private final BlobStore blobs;
    private final EventCodec codec;

    CodecOnDisk(Path folder) {
        blobs = new BlobStore(folder.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
        codec = new EventCodec(blobs);
    }

    EventCodec codec() {
        return codec;
    }

    @Override
    public void close() {
        blobs.close();
    }
}
