package dev.walden.orchestrator;

import java.util.ArrayList;
import java.util.List;

/** The records of a task as the task table keeps them: the number of the first one, and from each to the next how many further. */
final class RecordNumbers {

    private RecordNumbers() {}

    /** Their numbers, ascending. */
    static List<Long> of(String column) {
        List<Long> numbers = new ArrayList<>();
        long number = 0;
        for (int from = 0; from < column.length(); ) {
            int space = column.indexOf(' ', from);
            int to = space < 0 ? column.length() : space;
            number += Long.parseLong(column, from, to, 10);
            numbers.add(number);
            from = to + 1;
        }
        return numbers;
    }
}
