package dev.walden.memory;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredViews;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.memory.procedure.SkillFolder;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What the memory of a data folder had for its tasks, read from outside, beside a running service or of one that is down. Where no record says what
 * a task was told of procedures, it is the skills that the folder has by now. As thread-safe as the log that it is given.
 */
public final class StoredMemory implements Closeable {

    private final StoredViews views;
    private final RestoredWords words;
    private final Procedures procedures;

    private StoredMemory(StoredViews views, Path skills, LearnedWords learned) {
        this.views = views;
        this.words = new RestoredWords(views, learned);
        this.procedures = new Procedures(new SkillFolder(skills, Duration.ZERO), UsableProcedures.none());
    }

    /**
     * Opens it.
     *
     * @param log gives records of the folder by their numbers
     * @throws dev.walden.activity.ActivityException when the folder has no views
     */
    public static StoredMemory open(Path home, Function<List<Long>, List<RecordedEvent>> log) {
        return new StoredMemory(StoredViews.open(home), home.resolve("skills"), new LearnedWords(log));
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
