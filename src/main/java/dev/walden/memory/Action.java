package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import java.util.List;

/**
 * What a task did: a call of a tool, or several in a row with one outcome.
 *
 * @param outcome {@code succeeded}, {@code failed}, {@code invalid}, {@code denied}, {@code timed_out} or {@code unknown}
 */
public record Action(String tool, String outcome) {

    private static final String SUCCEEDED = "succeeded";

    /** As an episode tells them: {@code TOOL} went well, {@code TOOL OUTCOME} did not. Where all went well the tools say it all. */
    static List<Action> of(EpisodeRecorded event) {
        return of(event.actions().isEmpty() ? event.tools() : event.actions());
    }

    static List<Action> of(List<String> told) {
        return told.stream().map(Action::of).toList();
    }

    /** As one column: a line for each, so that a tool can be looked for. */
    static String column(List<Action> actions) {
        StringBuilder column = new StringBuilder(actions.isEmpty() ? "" : "\n");
        actions.forEach(action -> column.append(action.told()).append('\n'));
        return column.toString();
    }

    static List<Action> ofColumn(String column) {
        return column.isEmpty() ? List.of() : of(List.of(column.substring(1).split("\n", 0)));
    }

    boolean succeeded() {
        return outcome.equals(SUCCEEDED);
    }

    /** The same in words. */
    String told() {
        return outcome.equals(SUCCEEDED) ? tool : tool + " " + outcome;
    }

    private static Action of(String told) {
        int space = told.indexOf(' ');
        return space < 0
                ? new Action(told, SUCCEEDED)
                : new Action(told.substring(0, space), told.substring(space + 1));
    }
}
