package dev.walden.reasoning.rules;

/** How far a step is. */
sealed interface Outcome {

    /** It needs no tool. */
    record Local() implements Outcome {}

    /** It can be done now. */
    record Ready(Want want) implements Outcome {}

    /** It must wait for an earlier step. */
    record Waiting() implements Outcome {}

    /** Its tool did what was asked. */
    record Succeeded(Want want, String text) implements Outcome {}

    /** Its tool did not. */
    record Failed(Want want, String reason) implements Outcome {}

    /** There is no such tool here. */
    record NoTool(String tool) implements Outcome {}

    /** The result that it needs did not come. */
    record Skipped(String reason) implements Outcome {}

    /** Whether nothing more will happen to it. */
    default boolean ended() {
        return switch (this) {
            case Ready _, Waiting _ -> false;
            case Local _, Succeeded _, Failed _, NoTool _, Skipped _ -> true;
        };
    }
}
