package dev.walden.memory;

import dev.walden.activity.Space;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document of a knowledge base.
 *
 * @param id stays the same for all its versions
 * @param name unique within space and domain
 * @param title as it calls itself; empty until it was read, or when it has none
 * @param state {@code queued}, {@code parsing}, {@code ingested} or {@code failed}; earlier versions are found until the newest is ingested
 * @param code why it failed, for programs; null when it did not
 * @param reason the same for people
 * @param bytes of its original, 0 once words of it were erased
 * @param characters of text that can be found
 * @param chunks in how many parts
 * @param waitingBefore documents that are read before it; 0 when it does not wait
 * @param changedAt when it came to this state
 * @param seq the record of its newest version
 */
public record KnowledgeDocument(
        String id,
        Space space,
        String domain,
        String name,
        String title,
        String state,
        @Nullable String code,
        @Nullable String reason,
        long bytes,
        int characters,
        int chunks,
        long waitingBefore,
        Instant changedAt,
        long seq) {

    static KnowledgeDocument of(DocumentRow row, long waitingBefore, boolean parsing) {
        return new KnowledgeDocument(
                row.document(),
                row.space(),
                row.domain(),
                row.name(),
                row.title(),
                parsing ? "parsing" : row.state(),
                row.code(),
                row.reason(),
                row.bytes(),
                row.characters(),
                row.chunks(),
                waitingBefore,
                row.changedAt(),
                row.receivedSeq());
    }
}
