package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The words of learned procedures, which are in the log alone. As thread-safe as the log that it is made with. */
final class LearnedWords {

    private static final Logger LOG = LoggerFactory.getLogger(LearnedWords.class);

    private final Function<List<Long>, List<RecordedEvent>> log;
    private final Set<Long> warnedOf = ConcurrentHashMap.newKeySet();

    /** @param log gives records by their numbers */
    LearnedWords(Function<List<Long>, List<RecordedEvent>> log) {
        this.log = log;
    }

    /** What was learned, by the record of it; without what cannot be read any more. */
    Map<Long, ProcedureLearned> of(List<Long> seqs) {
        Map<Long, ProcedureLearned> words = new HashMap<>();
        for (RecordedEvent entry : readable(seqs)) {
            if (entry.event() instanceof ProcedureLearned learned) {
                words.put(entry.seq(), learned);
            }
        }
        return words;
    }

    /** One damaged record must not take the others along. */
    private List<RecordedEvent> readable(List<Long> seqs) {
        try {
            return log.apply(seqs);
        } catch (ActivityException.Unreadable damaged) {
            if (seqs.size() > 1) {
                return seqs.stream()
                        .flatMap(seq -> readable(List.of(seq)).stream())
                        .toList();
            }
            if (warnedOf.addAll(seqs)) {
                LOG.atWarn()
                        .addKeyValue("error", damaged)
                        .log("learned procedure is left out, its record is unreadable");
            }
            return List.of();
        }
    }
}
