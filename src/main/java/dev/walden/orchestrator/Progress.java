package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskUse;
import dev.walden.conversation.Message;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.util.List;

/**
 * What a task has behind it, whatever state it is in. Immutable; each change is a new value.
 *
 * @param submission what was asked for
 * @param given what was recorded of what memory gave
 * @param messages the task's own steps, after its input
 * @param usage counted and reserved resources
 * @param callsAsked how many tool calls engines have asked for; the next one's id follows from it
 * @param habits what the calls so far were, to notice going round in circles
 * @param critiques how often a model was asked to judge its steps, and what came of it
 */
record Progress(
        TaskSubmitted submission,
        ContextGathered given,
        Messages messages,
        Spent usage,
        int callsAsked,
        Habits habits,
        Critiques critiques) {

    static Progress of(TaskSubmitted submission) {
        ContextGathered nothing = new ContextGathered(submission.task(), List.of(), List.of());
        return new Progress(
                submission, nothing, Messages.NONE, Spent.NOTHING, 0, Habits.of(submission), Critiques.NONE);
    }

    Progress gathered(ContextGathered context) {
        return new Progress(submission, context, messages, usage, callsAsked, habits, critiques);
    }

    /** Ids of the items that memory gave. */
    List<String> recalled() {
        return given.items();
    }

    /** Records of the session's earlier turns that are in view. */
    List<Long> turns() {
        return given.turns();
    }

    Progress saying(Message message) {
        return new Progress(submission, given, messages.plus(message), usage, callsAsked, habits, critiques);
    }

    Progress asking(int calls) {
        return new Progress(submission, given, messages, usage, callsAsked + calls, habits, critiques);
    }

    Progress spending(Spent spent) {
        return new Progress(submission, given, messages, spent, callsAsked, habits, critiques);
    }

    Progress with(Habits newHabits) {
        return new Progress(submission, given, messages, usage, callsAsked, newHabits, critiques);
    }

    Progress with(Critiques newCritiques) {
        return new Progress(submission, given, messages, usage, callsAsked, habits, newCritiques);
    }

    /** Time that is left of the task's wall time limit; negative when it is used up. */
    Duration timeLeft() {
        return submission.limits().maxWallTime().minus(usage.time().counted());
    }

    /**
     * Resources used so far.
     *
     * @param steps model calls begun, those of sub-tasks included
     * @param delegated of these, those of sub-tasks
     * @param toolCalls tool calls begun, repeated ones included
     * @param tokens as engines told them, or as they were estimated where none did
     * @param openReservation tokens that the model call under way may use; 0 when none is
     * @param lostReservations tokens reserved by calls that never had an outcome; they count as used
     * @param money what they cost
     * @param time spent in steps
     */
    record Spent(
            int steps,
            int delegated,
            int toolCalls,
            TokenUsage tokens,
            long openReservation,
            long lostReservations,
            Money money,
            WorkingTime time) {

        static final Spent NOTHING = new Spent(0, 0, 0, TokenUsage.ZERO, 0, 0, Money.NOTHING, WorkingTime.NONE);

        Spent reserving(ReasoningStarted call) {
            return new Spent(
                    steps + 1,
                    delegated,
                    toolCalls,
                    tokens,
                    call.reservedTokens(),
                    lostReservations + openReservation,
                    money.reserving(call.reservedCost()),
                    time);
        }

        Spent settling(ReasoningFinished call) {
            return new Spent(
                    steps,
                    delegated,
                    toolCalls,
                    tokens.plus(call.usage()),
                    0,
                    lostReservations,
                    money.settling(call.cost()),
                    time.plus(call.duration()));
        }

        /** With what a sub-task used; its time is that of the call that waited. */
        Spent adding(TaskUse use) {
            return new Spent(
                    steps + use.steps(),
                    delegated + use.steps(),
                    toolCalls + use.toolCalls(),
                    tokens.plus(use.tokens()),
                    openReservation,
                    lostReservations + use.lostTokens(),
                    money.adding(use.cost()),
                    time);
        }

        /** All that counts. */
        TaskUse asUse() {
            return new TaskUse(
                    steps, toolCalls, tokens, openReservation + lostReservations, money.counted(), time.counted());
        }

        Spent startingCall() {
            return new Spent(steps, delegated, toolCalls + 1, tokens, openReservation, lostReservations, money, time);
        }

        /** With the time of a batch that is all done. */
        Spent working(ToolBatch done) {
            return new Spent(
                    steps, delegated, toolCalls, tokens, openReservation, lostReservations, money, time.plus(done));
        }

        /** Working time as it is told. */
        Duration worked() {
            return time.told();
        }

        /** The number of the task's own latest model call, from 1; 0 before the first. */
        int ownSteps() {
            return steps - delegated;
        }

        /** All tokens that count against the limit, a call under way included. */
        long tokensCounted() {
            return tokens.total() + openReservation + lostReservations;
        }
    }
}
