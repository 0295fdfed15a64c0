package dev.walden.memory;

import dev.walden.memory.extract.Extract;
import dev.walden.memory.extract.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is given of a session's turns that do not fit: how many there are, and sentences of the newest of them.
 *
 * @param leftOut pairs of question and answer
 * @param quotes where the sentences stand, oldest first
 */
record EarlierTurns(int leftOut, List<Place> quotes) {

    /** Of so many pairs sentences are chosen; older ones are only counted. */
    private static final int PAIRS_READ = 20;
    /** Of a text as much is looked at. */
    private static final int READ_CHARS = 800;

    private static final int CHARS_A_TOKEN = 4;
    /** The share of the turns' budget. */
    private static final int SHARE = 16;

    EarlierTurns {
        quotes = List.copyOf(quotes);
    }

    /** Of these, the newest first; empty when there are none. */
    static Optional<EarlierTurns> of(List<TaskTable.Row> leftOut, int turnTokens) {
        if (leftOut.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        List<Long> records = new ArrayList<>();
        for (TaskTable.Row task :
                leftOut.subList(0, Math.min(PAIRS_READ, leftOut.size())).reversed()) {
            texts.add(beginning(task.input()));
            records.add(task.askedSeq());
            texts.add(beginning(task.answer()));
            records.add(task.endedSeq());
        }
        List<Place> places = new ArrayList<>();
        for (Quote quote : Extract.of(texts, turnTokens / SHARE * CHARS_A_TOKEN)) {
            places.add(new Place(records.get(quote.text()), quote.from(), quote.to()));
        }
        return Optional.of(new EarlierTurns(leftOut.size(), places));
    }

    private static String beginning(String text) {
        if (text.length() <= READ_CHARS) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(READ_CHARS - 1)) ? READ_CHARS - 1 : READ_CHARS);
    }

    /** What {@link #recorded} wrote. */
    static EarlierTurns parse(String recorded) {
        String[] parts = recorded.split(" ", -1);
        List<Place> quotes = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            quotes.add(Place.parse(parts[i]));
        }
        return new EarlierTurns(Integer.parseInt(parts[0]), quotes);
    }

    /** The records that are quoted by what was recorded; none for null. */
    static List<Long> records(@Nullable String recorded) {
        return recorded == null
                ? List.of()
                : parse(recorded).quotes().stream()
                        .map(Place::record)
                        .distinct()
                        .toList();
    }

    /** As a task's context records it. */
    String recorded() {
        StringBuilder text = new StringBuilder().append(leftOut);
        quotes.forEach(quote -> text.append(' ').append(quote.recorded()));
        return text.toString();
    }

    /** In words, from the tasks that hold the quoted records; what was forgotten meanwhile says so, and is trusted no more than it was. */
    TaskMemory.Earlier told(List<TaskTable.Row> tasks) {
        Map<Long, TaskTable.Row> known = new HashMap<>();
        for (TaskTable.Row task : tasks) {
            known.put(task.askedSeq(), task);
            known.put(task.endedSeq(), task);
        }
        StringBuilder text = new StringBuilder("Earlier in this session, ")
                .append(leftOut)
                .append(leftOut == 1 ? " question and its answer" : " questions and their answers")
                .append(", of which only this is shown:");
        boolean trusted = true;
        for (Place quote : quotes) {
            TaskTable.Row task = known.get(quote.record());
            boolean asked = task == null || task.askedSeq() == quote.record();
            trusted &= task != null && (asked || task.trusted());
            text.append(asked ? "\nuser: " : "\nassistant: ")
                    .append(task == null ? TaskMemory.FORGOTTEN : quote.of(asked ? task.input() : task.answer()));
        }
        long last = quotes.isEmpty() ? 0 : quotes.getLast().record();
        return new TaskMemory.Earlier(recorded(), text.toString(), last, trusted);
    }

    /**
     * Where a sentence stands.
     *
     * @param record the one that holds the text
     * @param from its first character
     * @param to behind its last character
     */
    record Place(long record, int from, int to) {

        static Place parse(String recorded) {
            int colon = recorded.indexOf(':');
            int dash = recorded.indexOf('-', colon);
            return new Place(
                    Long.parseLong(recorded.substring(0, colon)),
                    Integer.parseInt(recorded.substring(colon + 1, dash)),
                    Integer.parseInt(recorded.substring(dash + 1)));
        }

        String recorded() {
            return record + ":" + from + "-" + to;
        }

        String of(String text) {
            return to <= text.length() ? text.substring(from, to) : TaskMemory.FORGOTTEN;
        }
    }
}
