package dev.walden.memory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks through the folder of one knowledge base. Follows no symbolic link: what one points at inside is seen anyway, and what it points at
 * outside is not meant. Confined to its thread.
 */
final class FolderScan extends SimpleFileVisitor<Path> {

    private static final int MAX_FILES = 20_000;
    private static final int MAX_DEPTH = 16;
    /** Of files that somebody is still writing, by their programs' custom. */
    private static final Set<String> UNFINISHED = Set.of("tmp", "part", "partial", "crdownload", "swp", "lock");

    private final Path root;
    private final String domain;
    private final Map<String, FolderFile> files = new HashMap<>();
    private int links;

    private FolderScan(Path root, String domain) {
        this.root = root;
        this.domain = domain;
    }

    /** @throws IOException when not all could be seen; then nobody knows what is gone */
    static FolderScan of(Path root, String domain) throws IOException {
        FolderScan scan = new FolderScan(root, domain);
        Files.walkFileTree(root, Set.of(), MAX_DEPTH, scan);
        return scan;
    }

    /** By name. */
    Map<String, FolderFile> files() {
        return files;
    }

    /** How many symbolic links were left alone. */
    int links() {
        return links;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return !folder.equals(root) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            links++;
        } else if (attributes.isRegularFile() && !isHidden(file) && attributes.size() > 0) {
            if (files.size() >= MAX_FILES) {
                throw new IOException(
                        "A folder of a knowledge base has at most " + MAX_FILES + " files; this one has more.");
            }
            String name = root.relativize(file).toString().replace('\\', '/');
            long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            files.put(name, new FolderFile(file, domain, name, attributes.size(), modified));
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
        String name = String.valueOf(path.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.startsWith(".") || name.startsWith("~") || name.endsWith("~") || UNFINISHED.contains(ending);
    }

    /** The whole file, or nothing when it is a link by now or longer than it was seen. */
    static byte[] read(FolderFile file) throws IOException {
        try (var in = Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(Math.toIntExact(file.bytes()) + 1);
            return content.length == file.bytes() ? content : new byte[0];
        }
    }
}
