package dev.walden.memory;

import dev.walden.activity.StoredViews;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.memory.procedure.SkillFolder;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the memory of a data folder had for its tasks, read from outside, beside a running service or of one that is down. Knows the skills of
 * the folder and no learned procedures, whose words are in the log. Thread-safe.
 */
public final class StoredMemory implements Closeable {

    private final StoredViews views;
    private final RestoredWords words;
    private final Procedures procedures;

    private StoredMemory(StoredViews views, Path skills) {
        this.views = views;
        this.words = new RestoredWords(views);
        this.procedures = new Procedures(new SkillFolder(skills, Duration.ZERO), UsableProcedures.none());
    }

    /**
     * Opens it.
     *
     * @throws dev.walden.activity.ActivityException when the folder has no views
     */
    public static StoredMemory open(Path home) {
        return new StoredMemory(StoredViews.open(home), home.resolve("skills"));
    }

    /** As {@link TaskMemory#restore}, from what the views have by now. */
    public TaskMemory.Context restore(TaskSubmitted asked, ContextGathered given) {
        return words.context(asked, given, procedures);
    }

    @Override
    public void close() {
        views.close();
    }
}
