package dev.walden.activity;

import java.nio.file.Path;
import java.util.regex.Matcher;

/**
 * The one folder that holds all data of this service; its parts belong to the modules that write them.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {

    /** The folder of a configured name, which may begin with {@code ~/} for the home of the user. */
    public static DataFolder named(String written) {
        String path = written.replaceFirst("^~(?=/|$)", Matcher.quoteReplacement(System.getProperty("user.home")));
        return new DataFolder(Path.of(path).toAbsolutePath().normalize());
    }

    /** A part of it. */
    public Path resolve(String part) {
        return path.resolve(part);
    }
}
