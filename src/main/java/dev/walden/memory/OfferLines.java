package dev.walden.memory;

import dev.walden.conversation.OfferedProcedure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What tasks are told of procedures as a text, a line for each: {@code NAME run DESCRIPTION}, or {@code read} where there are no steps. Pure. */
final class OfferLines {

    private static final String RUN = "run";
    private static final String READ = "read";

    private OfferLines() {}

    /** Names have no spaces, and descriptions no line breaks. */
    static String text(List<OfferedProcedure> told) {
        return told.stream()
                .map(one -> String.join(" ", one.name(), one.hasSteps() ? RUN : READ, one.description()))
                .collect(Collectors.joining("\n"));
    }

    /** What {@link #text} was made of. */
    static List<OfferedProcedure> parse(String text) {
        return Arrays.stream(text.split("\n")).map(OfferLines::line).toList();
    }

    private static OfferedProcedure line(String line) {
        String[] parts = line.split(" ", 3);
        return new OfferedProcedure(parts[0], parts[2], parts[1].equals(RUN));
    }
}
