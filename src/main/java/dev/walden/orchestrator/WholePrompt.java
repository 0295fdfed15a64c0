package dev.walden.orchestrator;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes into a step's prompt, before anything is cut: the same when it is asked and when it is put together again. Pure. */
final class WholePrompt {

    private WholePrompt() {}

    /** The words of the space's rules; null when it has none. */
    static @Nullable String rules(TaskMemory.Context context) {
        return context.rules() == null ? null : context.rules().text();
    }

    /** What is told of older turns comes last, in front of the turns. */
    static List<RecalledItem> recalled(TaskMemory.Context context) {
        if (context.earlier() == null) {
            return context.items();
        }
        List<RecalledItem> shown = new ArrayList<>(context.items());
        shown.add(context.earlier().inPrompt());
        return shown;
    }

    static List<Message> messages(Progress progress, TaskMemory.Context context) {
        List<Message> messages = new ArrayList<>();
        context.turns().forEach(turn -> messages.add(turn.message()));
        messages.add(new Message.User(progress.submission().input()));
        messages.addAll(progress.messages().toList());
        return messages;
    }

    /** What gets a procedure is offered only where there is one. */
    static List<ToolDescriptor> tools(List<ToolDescriptor> offered, TaskMemory.Context context) {
        return context.procedures().isEmpty()
                ? offered.stream()
                        .filter(tool -> !tool.name().equals(Procedure.TOOL))
                        .toList()
                : offered;
    }
}
