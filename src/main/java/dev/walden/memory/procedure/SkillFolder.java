package dev.walden.memory.procedure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The skills in a folder, one to a folder of its own with a file {@value #FILE}. A file is read when it is first wanted and again when its
 * time, its size or the file itself is another. Thread-safe; a file that is wrong is told, never thrown.
 */
public final class SkillFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SkillFolder.class);
    private static final String FILE = "SKILL.md";
    private static final int MAX_SKILLS = 1_000;

    private final Path folder;
    private final long freshNanos;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private volatile @Nullable Listing listing;

    /**
     * A folder, which need not be there.
     *
     * @param fresh how long a listing is given out without another look; a single skill is looked at each time
     */
    public SkillFolder(Path folder, Duration fresh) {
        this.folder = folder;
        this.freshNanos = fresh.toNanos();
    }

    /** All skills by name, wrong ones too, at most {@value #MAX_SKILLS}. */
    public List<Skill> all() {
        Listing known = listing;
        if (known != null && System.nanoTime() - known.at() < freshNanos) {
            return known.skills();
        }
        Listing now = new Listing(System.nanoTime(), look());
        listing = now;
        return now.skills();
    }

    /** The skill of this name as its file is now. */
    public Optional<Skill> find(String name) {
        return SkillText.isName(name) && Files.isDirectory(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(load(name))
                : Optional.empty();
    }

    private List<Skill> look() {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && Files.isDirectory(entry)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", folder).setCause(e).log("skills cannot be listed");
        }
        loaded.keySet().retainAll(names);
        List<Skill> skills = new ArrayList<>();
        names.stream().limit(MAX_SKILLS).forEach(name -> skills.add(load(name)));
        return List.copyOf(skills);
    }

    private Skill load(String name) {
        if (!SkillText.isName(name)) {
            return Skill.broken(
                    name,
                    "skills/" + name + ": expected 1 to 64 of a-z, 0-9 and - as the folder's name."
                            + " Rename the folder.");
        }
        try {
            Stamp stamp = stamp(name);
            Loaded known = loaded.get(name);
            if (known != null && known.stamp().equals(stamp)) {
                return known.skill();
            }
            Skill skill = new SkillReader(where(name)).read(name, file(name));
            loaded.put(name, new Loaded(stamp, skill));
            return skill;
        } catch (NoSuchFileException _) {
            return Skill.broken(name, where(name) + " is not there. Put the file there, or remove the folder.");
        } catch (IOException e) {
            return Skill.broken(name, where(name) + " cannot be read: " + e + ". Look at the file and its rights.");
        }
    }

    /** Links are not followed: what stands elsewhere is nothing that somebody put here. */
    private Stamp stamp(String name) throws IOException {
        Path file = file(name);
        if (Files.isSymbolicLink(folder.resolve(name)) || Files.isSymbolicLink(file)) {
            throw new IOException("it is a symbolic link, and links are not followed");
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no file");
        }
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private Path file(String name) {
        return folder.resolve(name).resolve(FILE);
    }

    /** What people call the file. */
    static String where(String name) {
        return "skills/" + name + "/" + FILE;
    }

    /** By which a file that was changed is told from the one that was read. */
    private record Stamp(FileTime modified, long size, String file) {}

    private record Loaded(Stamp stamp, Skill skill) {}

    private record Listing(long at, List<Skill> skills) {}
}
