package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps knowledge bases equal to the folders of their names: files that come or change are received, and those that go are removed. It
 * looks from time to time, which works on every file system. A file counts once it was the same at two looks, so that none is read while
 * it is written; and is gone once it was at two. A folder that is not there says nothing about its files.
 */
final class WatchedFolder {

    /** Who stores what lies here. */
    static final String BY = "folder";

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

    private final Path root;
    private final Space space;
    private final Duration interval;
    private final KnowledgeBases bases;
    private final Views views;

    private final Map<String, Map<String, FolderFile>> before = new HashMap<>();
    /** Files that need nothing more as they are, with the hash of what they hold; nothing for what is not taken in. */
    private final Map<FolderFile, String> settled = new HashMap<>();

    private final Set<String> warned = new HashSet<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofVirtual().name("memory-knowledge-folder").unstarted(this::run);

    /** @param interval between two looks; zero for never */
    WatchedFolder(Path root, Space space, Duration interval, KnowledgeBases bases, Views views) {
        this.root = root;
        this.space = space;
        this.interval = interval;
        this.bases = bases;
        this.views = views;
    }

    void start() {
        if (!interval.isZero()) {
            thread.start();
        }
    }

    void close(Duration atMost) throws InterruptedException {
        stopping.countDown();
        if (thread.isAlive() && !thread.join(atMost)) {
            LOG.atWarn().log("watched folder did not stop in time");
        }
    }

    private void run() {
        try {
            while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at all. */
    void look() throws InterruptedException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        warnOfUnknown();
        for (KnowledgeDomain domain : bases.domains()) {
            Path folder = root.resolve(domain.name());
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                look(folder, domain.name());
            } else {
                before.remove(domain.name());
            }
        }
    }

    /** Files in a folder of a misspelt name would wait for ever. */
    private void warnOfUnknown() {
        Set<String> known = bases.domains().stream().map(KnowledgeDomain::name).collect(Collectors.toSet());
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, path -> isUnknown(path, known))) {
            for (Path folder : folders) {
                warn("%s is the folder of no knowledge base, nothing in it is read. There are %s."
                        .formatted(folder, String.join(", ", new TreeSet<>(known))));
            }
        } catch (IOException | DirectoryIteratorException e) {
            warn(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isUnknown(Path path, Set<String> known) {
        String name = String.valueOf(path.getFileName());
        return !known.contains(name) && !name.startsWith(".") && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void look(Path folder, String domain) throws InterruptedException {
        try {
            FolderScan scan = FolderScan.of(folder, domain);
            if (scan.links() > 0) {
                warn(folder + " has symbolic links, which are not followed.");
            }
            Map<String, FolderFile> last = before.put(domain, scan.files());
            if (last != null) {
                remove(domain, scan.files(), last);
                for (FolderFile file : scan.files().values()) {
                    if (file.equals(last.get(file.name())) && !settled.containsKey(file)) {
                        receive(file);
                    }
                }
                settled.keySet()
                        .removeIf(file -> file.domain().equals(domain)
                                && !file.equals(scan.files().get(file.name())));
            }
        } catch (IOException | RuntimeException e) {
            warn(String.valueOf(e.getMessage()));
        }
    }

    private void receive(FolderFile file) throws IOException, InterruptedException {
        try {
            bases.demandSize(file.bytes()); // not read for that
            byte[] content = FolderScan.read(file);
            if (content.length > 0) {
                String hash = ContentHash.of(content);
                Optional<String> old = hashOf(file);
                bases.receive(new NewDocument(space, file.domain(), file.name(), null, content, BY));
                old.filter(other -> !other.equals(hash)).ifPresent(other -> unsettle(file.domain(), other));
                settled.put(file, hash);
            }
        } catch (MemoryException refused) {
            settled.put(file, "");
            warn("%s is not taken in. %s".formatted(file.path(), refused.getMessage()));
        }
    }

    private void remove(String domain, Map<String, FolderFile> now, Map<String, FolderFile> last)
            throws InterruptedException {
        for (DocumentRow document : views.read(connection ->
                DocumentRow.where(connection, "space = ? AND domain = ? AND source = ?", space.name(), domain, BY))) {
            if (!now.containsKey(document.name()) && !last.containsKey(document.name())) {
                bases.remove(document);
                unsettle(domain, document.sha256());
            }
        }
    }

    /** Of the document that has the file's name so far. */
    private Optional<String> hashOf(FolderFile file) {
        return views
                .read(connection -> DocumentRow.where(
                        connection, "space = ? AND domain = ? AND name = ?", space.name(), file.domain(), file.name()))
                .stream()
                .map(DocumentRow::sha256)
                .findFirst();
    }

    /** Files of the same words share a document. It goes or gets other words, so the others need one of their own. */
    private void unsettle(String domain, String hash) {
        settled.entrySet()
                .removeIf(known -> known.getKey().domain().equals(domain)
                        && known.getValue().equals(hash));
    }

    /** Once for each; bounded by forgetting all. */
    private void warn(String what) {
        if (warned.size() > 1_000) {
            warned.clear();
        }
        if (warned.add(what)) {
            LOG.atWarn().addKeyValue("reason", what).log("watched folder");
        }
    }
}
