package dev.walden.orchestrator;

import dev.walden.activity.Attached;
import dev.walden.activity.ByteStore;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.plugin.Attachment;
import java.util.List;

/** What calls gave back beside their text, read when somebody asks for it. Thread-safe. */
public final class CallAttachments {

    /** Records read at once: a task may have many, and those with long texts. */
    private static final int PAGE = 100;

    private final TaskService tasks;
    private final ByteStore bytes;

    /** Of these tasks, with the bytes beside their log. */
    public CallAttachments(TaskService tasks, ByteStore bytes) {
        this.tasks = tasks;
        this.bytes = bytes;
    }

    /**
     * One of a call.
     *
     * @param number from 1, in the order of the record
     * @throws dev.walden.activity.ActivityException.Unreadable when its file is missing or damaged
     */
    public Found find(TaskId task, String call, int number) {
        List<RecordedEvent> page = page(task, 0);
        while (!page.isEmpty()) {
            for (RecordedEvent entry : page) {
                if (entry.event() instanceof ToolCallFinished ended
                        && ended.call().equals(call)) {
                    return of(entry, ended.attachments(), number);
                }
            }
            page = page(task, page.getLast().seq());
        }
        return new Found.Nothing();
    }

    private List<RecordedEvent> page(TaskId task, long after) {
        return tasks.events(task, after, PAGE).orElse(List.of());
    }

    private Found of(RecordedEvent entry, List<Attached> attachments, int number) {
        if (number >= 1 && number <= attachments.size()) {
            return new Found.Here(read(attachments.get(number - 1)));
        }
        return entry.equals(entry.wordless()) ? new Found.Forgotten() : new Found.Nothing();
    }

    private Attachment read(Attached attached) {
        return switch (attached) {
            case Attached.Given(Attachment attachment) -> attachment;
            case Attached.Kept(String mediaType, var content) -> Attachment.of(mediaType, bytes.get(content));
        };
    }

    /** What came of looking for one. */
    public sealed interface Found {

        /** The bytes, checked. */
        record Here(Attachment attachment) implements Found {}

        /** The words of the task were erased, and with them what its calls gave back. */
        record Forgotten() implements Found {}

        /** The call gave back no such thing, or there is no outcome of such a call. */
        record Nothing() implements Found {}
    }
}
