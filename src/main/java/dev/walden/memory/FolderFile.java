package dev.walden.memory;

import java.nio.file.Path;

/**
 * A file of the watched folder as it was seen.
 *
 * @param name below the folder of its knowledge base, by slashes
 * @param bytes its length
 * @param modifiedNanos when it was written last, since 1970
 */
record FolderFile(Path path, String domain, String name, long bytes, long modifiedNanos) {}
