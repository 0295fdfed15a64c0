package dev.walden.orchestrator;

/**
 * How often a model was asked to judge a task's steps. Immutable.
 *
 * @param asked how often, in vain included
 * @param sentBack how many answers it sent back
 * @param accepted the number of the model call after which an answer was found good, those of sub-tasks counted; 0 for none
 */
record Critiques(int asked, int sentBack, int accepted) {

    static final Critiques NONE = new Critiques(0, 0, 0);

    Critiques asking() {
        return new Critiques(asked + 1, sentBack, accepted);
    }

    Critiques sendingBack() {
        return new Critiques(asked, sentBack + 1, accepted);
    }

    Critiques accepting(Progress.Spent spent) {
        return new Critiques(asked, sentBack, spent.steps());
    }

    /** Whether the answer at hand was found good: no model was asked anything since. */
    boolean haveAccepted(Progress.Spent spent) {
        return accepted > 0 && accepted == spent.steps();
    }
}
