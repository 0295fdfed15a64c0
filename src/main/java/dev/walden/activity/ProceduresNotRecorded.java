package dev.walden.activity;

import dev.walden.activity.TaskEvent.ContextGathered;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Until here nothing said what a task was told of procedures; from here on nothing says that it was told of none. */
final class ProceduresNotRecorded implements Upcaster {

    @Override
    public Map<String, @Nullable Object> next(Map<String, @Nullable Object> older) {
        older.put("procedures", ContextGathered.NOT_RECORDED);
        return older;
    }
}
