package dev.walden.activity;

import java.nio.file.Path;

/**
 * The one folder that holds all data of this service; its parts belong to the modules that write them.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {

    /** A part of it. */
    public Path resolve(String part) {
        return path.resolve(part);
    }
}
