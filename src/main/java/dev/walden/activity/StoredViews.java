package dev.walden.activity;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;

/** The views of a data folder, read from outside: beside a running service, or of one that is down. Changes nothing in them. Thread-safe. */
public final class StoredViews implements Views, Closeable {

    private final SqliteViews views;

    private StoredViews(SqliteViews views) {
        this.views = views;
    }

    /**
     * Opens them.
     *
     * @throws ActivityException.ViewFailed when there are none
     */
    public static StoredViews open(Path home) {
        ViewsFile file = ViewsFile.in(home);
        if (!Files.isRegularFile(file.path())) {
            throw new ActivityException.ViewFailed(
                    "There are no views in " + file.path() + ". Start the service once, or run rebuild.", null);
        }
        return new StoredViews(new SqliteViews(file));
    }

    @Override
    public <T> T read(Query<T> query) {
        return views.read(query);
    }

    @Override
    public void close() {
        views.close();
    }
}
