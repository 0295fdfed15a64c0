package dev.walden.orchestrator;

import dev.walden.plugin.CallProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One who follows a task: hears its model and its tools, and is told of news. What is heard is a foretaste: nothing of it is recorded, and nothing rests on
 * it. Confined to one thread; holds nothing that would have to be given back.
 */
public interface Follower {

    /** What a model has said since the last call; at the first, all that it said so far, if that is not too much to be kept. */
    Optional<Words> words();

    /**
     * How far calls have come that are under way: of each the newest, where something was said since the last look. The begin of such a call is
     * recorded, its end is not yet.
     */
    List<Reached> progress();

    /** Whether the task may have records after this one. Costs less than to look for them. */
    boolean mayHaveRecords(long afterSeq);

    /**
     * Waits until something is recorded or said after the last look at the {@link #words}, or the time is over. Does not wait for a task
     * that has ended and whose steps are over, nor when the service stops: no more will come.
     *
     * @return whether there may be something new
     */
    boolean await(Duration atMost) throws InterruptedException;

    /**
     * Words of a reply in the making.
     *
     * @param step number of the model call within its task, from 1
     * @param since the call was recorded as begun with this record or before it; as ended it is with a later one
     * @param again what was heard of this step so far is void
     * @param text what comes next
     */
    record Words(int step, long since, boolean again, String text) {}

    /**
     * How far a call has come.
     *
     * @param call its id within the task
     */
    record Reached(String call, CallProgress progress) {}
}
