package dev.walden.orchestrator;

/**
 * When a model is asked to judge a task's steps.
 *
 * @param when of which steps
 * @param most how often in a task
 */
record CritiqueRule(When when, int most) {

    /** No model is asked. */
    static final CritiqueRule OFF = new CritiqueRule(When.OFF, 0);

    /** What a replay decides by: whether it was so is in the records, and configuration of the time. */
    static CritiqueRule asRecorded(boolean asked) {
        return asked ? new CritiqueRule(When.ALWAYS, Integer.MAX_VALUE) : OFF;
    }

    /** Whether the task may ask about results that rules do not find good. */
    boolean ofResults(Progress progress) {
        return when != When.OFF && progress.critiques().asked() < most;
    }

    /** Whether the task may ask about an answer. */
    boolean ofAnswers(Progress progress) {
        return when == When.ALWAYS && progress.critiques().asked() < most;
    }

    /** Steps that a model judges. */
    enum When {
        /** None. */
        OFF,
        /** Tool calls whose results rules do not find good. */
        ON_FAILURE,
        /** These, and each answer before it is taken. */
        ALWAYS
    }
}
