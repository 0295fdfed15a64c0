package dev.walden.reasoning.rules;

import dev.walden.conversation.Reply;
import dev.walden.reasoning.Procedure;
import java.util.List;

/** What is said at the end of a run, with steps by their place in the file. Immutable. */
record RunReply(Procedure procedure) {

    private static final int LONGEST_RESULT = 4000;

    /** All steps were made. */
    Reply ran(Said last) {
        return ran("The last one, %s, answered:\n%s".formatted(last.step(), shortened(last.text())));
    }

    /**
     * All steps were made.
     *
     * @param last those that no other comes after
     */
    Reply ran(List<Said> last) {
        if (last.size() == 1) {
            return ran(last.getFirst());
        }
        StringBuilder text = new StringBuilder("The last ones answered:");
        last.forEach(one -> text.append('\n').append(one.step()).append(":\n").append(shortened(one.text())));
        return ran(text.toString());
    }

    private Reply ran(String end) {
        return new Reply.Answer(
                "I ran %s, %d steps. %s"
                        .formatted(procedure.name(), procedure.steps().size(), end),
                List.of());
    }

    /** Nothing was done, as a step cannot be made. */
    Reply notBegun(int at, String reason) {
        return notBegun(", as " + step(at) + " cannot be made: " + reason);
    }

    /** Nothing was done. */
    Reply notBegun(String why) {
        return new Reply.Refusal("I did not begin " + procedure.name() + why);
    }

    /** A step did not succeed. */
    Reply stopped(int at, String reason) {
        return new Reply.Refusal("I stopped " + procedure.name() + " at " + step(at) + ": " + shortened(reason));
    }

    private String step(int at) {
        Procedure.Step step = procedure.steps().get(at);
        return "step %d of %d, %s (%s)".formatted(at + 1, procedure.steps().size(), step.name(), step.tool());
    }

    private static String shortened(String text) {
        String whole = text.strip();
        return whole.length() <= LONGEST_RESULT
                ? whole
                : whole.substring(0, LONGEST_RESULT) + "… (" + (whole.length() - LONGEST_RESULT) + " more characters)";
    }

    /**
     * What a step answered.
     *
     * @param step its name
     */
    record Said(String step, String text) {}
}
