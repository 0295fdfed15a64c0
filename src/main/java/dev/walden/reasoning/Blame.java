package dev.walden.reasoning;

/** What a failure says of its engine. */
enum Blame {

    /** It does not work: it, or the way to it, broke, or it was silent for the whole time that it is given. */
    ENGINE,

    /** It works: it answered, that this request is not to be. */
    REQUEST,

    /** Nothing: it has too much to do, the task had too little time, or our own code broke. */
    NOBODY;

    /** @param hadWholeTimeout whether the engine had the time that is configured, not only what a task had left */
    static Blame of(EngineException failure, boolean hadWholeTimeout) {
        return switch (failure.code()) {
            case "rate_limited", "engine_busy" -> NOBODY;
            case "timeout" -> hadWholeTimeout ? ENGINE : NOBODY;
            case "engine_error" -> failure.retryable() ? ENGINE : NOBODY;
            default -> failure.retryable() ? ENGINE : REQUEST;
        };
    }
}
