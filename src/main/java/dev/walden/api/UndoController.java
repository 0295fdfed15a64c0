package dev.walden.api;

import dev.walden.activity.ErasurePromise;
import dev.walden.memory.Undoing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes back what was learned from a source that turned out to be wrong, or worse. */
@Tag(name = "memory")
@RestController
@RequestMapping(path = "/api/v1/memory", produces = MediaType.APPLICATION_JSON_VALUE)
final class UndoController {

    private final Undoing undoing;
    private final ErasurePromise promise;

    UndoController(Undoing undoing, ErasurePromise promise) {
        this.undoing = undoing;
        this.promise = promise;
    }

    @Operation(
            summary = "Take back everything that was learned from a source",
            description =
                    "Answers once it is durable. Facts that others stated too stay, and what the source's facts had ended is"
                            + " true again. What tasks kept that were shown its words goes, too; tasks that still run keep nothing of it any"
                            + " more. Procedures learned from tasks that had seen its words are retired. Repeated, it finds"
                            + " nothing more. With dryRun it tells what would go.")
    @PostMapping(path = "/undo", consumes = MediaType.APPLICATION_JSON_VALUE)
    Undone undo(@RequestBody UndoLearning body, HttpServletRequest request) throws InterruptedException {
        Caller caller = Caller.of(request);
        String source = body.checkedSource();
        if (body.dry()) {
            return Undone.of(source, undoing.preview(body.checkedSpace(caller), source), true, null);
        }
        Undoing.Undone undone =
                undoing.undo(body.checkedSpace(caller), source, body.checkedReason(), "key:" + caller.id());
        return Undone.of(source, undone, false, promise.fromNow());
    }

    /**
     * What was taken back, or would be.
     *
     * @param removed how many items nobody else stated
     * @param kept how many facts others stated too
     * @param removedItems ids of the first hundred
     * @param keptItems likewise
     * @param procedures names of those that are retired, as they were learned from tasks that had seen the source's words
     * @param whole false when it cannot be known of all tasks that kept something if they had been shown the source, as records that
     *     would tell are gone: then something of it may be left
     * @param wordsGoneBy when the words are gone from the log's files too, at the latest; null for a dry run
     */
    @Schema(name = "Undone")
    record Undone(
            String source,
            boolean dryRun,
            int removed,
            int kept,
            List<String> removedItems,
            List<String> keptItems,
            List<String> procedures,
            boolean whole,
            long seq,
            @Nullable Instant wordsGoneBy) {
        static Undone of(String source, Undoing.Undone undone, boolean dryRun, @Nullable Instant wordsGoneBy) {
            return new Undone(
                    source,
                    dryRun,
                    undone.removed(),
                    undone.kept(),
                    undone.removedItems(),
                    undone.keptItems(),
                    undone.procedures(),
                    undone.whole(),
                    undone.seq(),
                    wordsGoneBy);
        }
    }
}
