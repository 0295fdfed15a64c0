package dev.walden.activity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file of the views. It holds nothing that the log does not: it may be deleted whenever nobody has it open.
 *
 * @param path of the file; SQLite keeps two more beside it
 */
record ViewsFile(Path path) {

    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIBIBYTES = 16 * 1024;
    /** Of random ids, every insert into an index meets another page: what does not fit is read and written again and again. */
    private static final int BUILDING_CACHE_KIBIBYTES = 64 * 1024;

    /**
     * So many pages of SQLite's own journal are moved into the file together, which forces both: often, it would slow the log, whose
     * disk is mostly the same.
     */
    private static final int JOURNAL_PAGES = 2_000;

    /** What the journal is cut back to then; it would stay as long as it ever was. */
    private static final int JOURNAL_BYTES = 8 << 20;

    /** The file of a data folder. */
    static ViewsFile in(Path home) {
        return new ViewsFile(home.resolve("views").resolve("walden.db"));
    }

    /** Opens the one connection that writes, and makes the file if there is none. */
    Connection openForWriting() throws SQLException {
        createFolder();
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A power loss may take the newest transactions; their records are in the log and the position went with them.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setJournalSizeLimit(JOURNAL_BYTES);
        config.setCacheSize(-CACHE_KIBIBYTES);
        Connection connection = config.createConnection(url());
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = " + JOURNAL_PAGES);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        return StatementCache.around(connection);
    }

    /** The file in which these views are built from nothing. It takes their name when it is whole and durable, and never before. */
    ViewsFile building() {
        return new ViewsFile(path.resolveSibling(path.getFileName() + ".building"));
    }

    /**
     * Opens the one connection that builds, in a new file. A transaction can be rolled back, but nothing is durable before
     * {@link #publish}: what a crash leaves behind is worth nothing.
     */
    Connection openForBuilding() throws SQLException {
        createFolder();
        delete();
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setTempStore(SQLiteConfig.TempStore.FILE); // sorting for the indexes
        // For the whole process, of which nothing else sorts in files. SQLite's own choice, /var/tmp, may be small, or
        // readable by others.
        config.setTempStoreDirectory(folder().toString().replace("'", "''"));
        config.setCacheSize(-BUILDING_CACHE_KIBIBYTES);
        return StatementCache.around(config.createConnection(url()));
    }

    /** Gives this file, which nobody has open, the name of another once it is durable. */
    void publish(ViewsFile name) {
        try {
            force(path);
            name.delete(); // SQLite would apply a journal of that name, of views that are gone, to these
            Files.move(path, name.path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder());
        } catch (IOException failed) {
            throw new ActivityException.ViewFailed(
                    "The views in " + path + " were built, but could not be made " + name.path + ".", failed);
        }
    }

    private static void force(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Opens a connection that can only read. */
    Connection openForReading() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return StatementCache.around(config.createConnection(url()));
    }

    /** Deletes the file, to be built again. */
    void delete() {
        try {
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new ActivityException.ViewFailed("The views in " + path + " could not be deleted.", failed);
        }
    }

    /** Takes a damaged file out of the way, in place of an earlier one. */
    void moveAside() {
        try {
            if (Files.exists(path)) {
                Files.move(path, broken(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new ActivityException.ViewFailed("The damaged " + path + " could not be moved aside.", failed);
        }
        delete();
    }

    /** Where {@link #moveAside} puts it. */
    Path broken() {
        return path.resolveSibling(path.getFileName() + ".broken");
    }

    private void createFolder() {
        try {
            Files.createDirectories(folder());
        } catch (IOException failed) {
            throw new ActivityException.ViewFailed("The folder of " + path + " could not be created.", failed);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(path.toAbsolutePath().getParent());
    }

    private List<Path> files() {
        return List.of(
                path,
                path.resolveSibling(path.getFileName() + "-journal"),
                path.resolveSibling(path.getFileName() + "-wal"),
                path.resolveSibling(path.getFileName() + "-shm"));
    }

    private String url() {
        return "jdbc:sqlite:" + path.toAbsolutePath();
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        return config;
    }
}
