package dev.walden.orchestrator;

import dev.walden.orchestrator.CallPlanner.ReadyCall;
import java.util.List;

/** The step with an outside effect that a plan leads to. */
sealed interface Intended {

    /** An engine is to be asked; its intent is not drafted yet, as only the engine knows what asking takes. */
    record Asking() implements Intended {}

    /** An engine is to be asked what to make of a step; its intent is not drafted yet, either. */
    record Criticizing() implements Intended {}

    /**
     * Tools are to be called; the intents are drafted.
     *
     * @param calls at least one
     */
    record Calling(List<ReadyCall> calls) implements Intended {}

    /**
     * Sub-tasks are to be begun, if they are not yet, and waited for.
     *
     * @param calls at least one
     */
    record Delegating(List<ToolBatch.Entry> calls) implements Intended {}

    /** None: the task rests. */
    record Nothing() implements Intended {}
}
