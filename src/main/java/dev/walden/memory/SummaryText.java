package dev.walden.memory;

import dev.walden.memory.extract.Extract;
import dev.walden.memory.extract.Quote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a summary: how many tasks of which days came to what, and the sentences of theirs that say the most. Pure. */
final class SummaryText {

    private static final int LONGEST = 1_600;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private SummaryText() {}

    /** Of at least one. */
    static String of(List<Episode> episodes) {
        List<String> texts = new ArrayList<>();
        List<Episode> owners = new ArrayList<>();
        for (Episode episode : episodes) {
            for (String text : new String[] {episode.goal(), episode.answer(), lesson(episode)}) {
                texts.add(text);
                owners.add(episode);
            }
        }
        StringBuilder text = new StringBuilder(head(episodes));
        String before = "";
        for (Quote quote : Extract.of(texts, LONGEST)) {
            String day = day(owners.get(quote.text()).endedAt());
            text.append(day.equals(before) ? " " : "\n" + day + ": ").append(quote.of(texts.get(quote.text())));
            before = day;
        }
        return text.toString();
    }

    private static String lesson(Episode episode) {
        String lesson = episode.lesson();
        return lesson == null ? "" : lesson;
    }

    /** How many tasks of which days came to what. */
    static String head(List<Episode> episodes) {
        String first = day(episodes.getFirst().endedAt());
        String last = day(episodes.getLast().endedAt());
        List<String> counts = new ArrayList<>();
        for (String outcome : List.of("completed", "failed", "cancelled")) {
            long number = episodes.stream()
                    .filter(episode -> episode.outcome().equals(outcome))
                    .count();
            if (number > 0) {
                counts.add(number + " " + outcome);
            }
        }
        String days = first.equals(last) ? "on " + first : "from " + first + " to " + last;
        return "%d tasks %s: %s.".formatted(episodes.size(), days, String.join(", ", counts));
    }

    static String day(Instant time) {
        return DAY.format(time.atOffset(ZoneOffset.UTC));
    }
}
