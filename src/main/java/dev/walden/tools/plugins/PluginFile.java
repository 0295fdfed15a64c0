package dev.walden.tools.plugins;

import dev.walden.tools.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of the folder of plugins.
 *
 * @param path where it is
 */
public record PluginFile(Path path) {

    private static final int MOST_FILES = 64;
    private static final int MOST_LOOKED_AT = 10_000;

    /** The files whose names end so, sorted; none when there is no folder. */
    public static List<PluginFile> in(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<PluginFile> found = files.limit(MOST_LOOKED_AT)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .map(PluginFile::new)
                    .toList();
            if (found.size() > MOST_FILES) {
                throw new PluginException(
                        found.getLast().path(),
                        "There may be at most " + MOST_FILES + " files *" + ending + "; found: " + found.size() + ".");
            }
            return found;
        } catch (IOException e) {
            throw new PluginException(folder, "The folder cannot be listed: " + e + ".", e);
        }
    }

    /** The name of the file, with its ending. */
    public String fileName() {
        return path.getFileName().toString();
    }

    /** The file beside it that describes and pins it. */
    PluginFile manifest() {
        String name = fileName();
        return new PluginFile(path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json"));
    }

    /** Its content. */
    byte[] read(int mostBytes) {
        if (!Files.isRegularFile(path)) {
            throw wrong("There is no such file.");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(mostBytes + 1);
            if (content.length > mostBytes) {
                throw wrong("It may have at most " + mostBytes + " bytes.");
            }
            return content;
        } catch (IOException e) {
            throw new PluginException(path, "It cannot be read: " + e + ".", e);
        }
    }

    /** What is to be thrown about this file. */
    public PluginException wrong(String what) {
        return new PluginException(path, what);
    }
}
