package dev.walden.tools;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import java.util.List;

/** All tools of the service. Thread-safe. */
public interface Toolbox {

    /** All tools that are there, those that lack a grant too, sorted by name. */
    List<ListedTool> listed();

    /** The tools that can be called now, sorted by name. */
    List<ToolDescriptor> offered();

    /**
     * Checks a wanted call without calling anything: whether there is such a tool, whether the arguments fit, its side effect
     * class, and what policy says.
     *
     * @param circumstances of the task that wants it
     */
    CallCheck check(ToolCall call, Circumstances circumstances);

    /** As {@link #check}, with the rules of policy that were asked. */
    DryRun dryRun(ToolCall call, Circumstances circumstances);

    /**
     * Carries out a call that {@link #check} found callable. Blocks until it ends, at the latest at the context's deadline.
     *
     * @param checked the class that the call was found to be of, and that is recorded: it says what a lost outcome means. Where the tool has become
     *     stricter since, the call is not made
     * @throws InterruptedException when interrupted and running the call again does no harm. An interrupted call of class unsafe
     *     gives a result instead, {@link CallResult.Unknown} unless the tool knew better, and leaves the thread interrupted
     */
    CallResult call(String tool, SideEffect checked, ToolInput input, ToolContext context) throws InterruptedException;
}
