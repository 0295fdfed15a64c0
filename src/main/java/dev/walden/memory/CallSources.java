package dev.walden.memory;

import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.RecalledLines;
import dev.walden.reasoning.Procedure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Where the words of a tool call's result came from that are not trusted: the tool, the addresses that it was called with, and of what
 * memory gave, where memory has that from. A result of {@code recall} names its items, and a call of {@code use_skill} its procedure, so
 * that the task's own records tell all of it.
 */
final class CallSources {

    private CallSources() {}

    /** @param space of the task */
    static void add(Connection views, String space, ToolCallStarted call, ToolCallFinished finished, Place place)
            throws SQLException {
        SeenSoFar seen = place.seen();
        seen.add("tool:" + call.tool(), place.record());
        if (finished.text().equals(TaskMemory.FORGOTTEN)) {
            seen.lost();
            return;
        }
        Addresses.addTo(seen, call.arguments(), place.record());
        switch (call.tool()) {
            case RecalledLines.TOOL, RecalledLines.KNOWLEDGE_TOOL ->
                ItemSources.add(views, RecalledLines.ids(finished.text()), place.record(), seen);
            case Procedure.TOOL -> ofProcedure(views, space, call, place);
            case ForgetTool.NAME -> {
                String by = Erasure.byToolCall(finished.task().value(), finished.call());
                ItemSources.add(views, ErasedBy.items(views, by).orElse(List.of()), place.record(), seen);
            }
            default -> {}
        }
    }

    /** A procedure has the words of the tasks that it was learned from. */
    private static void ofProcedure(Connection views, String space, ToolCallStarted call, Place place)
            throws SQLException {
        List<String> tasks = Sql.query(
                views,
                "SELECT task FROM memory_learned_from WHERE space = ? AND name = ? ORDER BY task",
                row -> row.getString(1),
                space,
                String.valueOf(call.arguments().get(Procedure.NAME)));
        if (tasks.isEmpty()) {
            place.seen().lost();
        }
        tasks.forEach(task -> place.seen().add("task:" + task, place.record()));
    }

    /** Which record told of it, and what is known so far. */
    record Place(long record, SeenSoFar seen) {}
}
