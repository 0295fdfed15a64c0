package dev.walden.activity;

import dev.walden.wal.LogHead;
import dev.walden.wal.LogProblem;
import dev.walden.wal.LogRewriting;
import dev.walden.wal.LogVerification;
import dev.walden.wal.StoredLog;
import dev.walden.wal.VerifyOptions;
import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a stored activity log: the log itself, and that every blob it names is there and has its digest, and the data keys it is
 * under are there. Changes nothing, and needs no key; may run beside a service.
 *
 * @param home the data folder
 * @param expectedHead {@code SEQ:HEX} as noted earlier, null for none
 * @param blobs whether blobs and data keys are looked for
 * @param onBytes told how many more bytes of log were verified, by any thread
 */
public record LogAudit(Path home, @Nullable String expectedHead, boolean blobs, LongConsumer onBytes) {

    /**
     * Runs it.
     *
     * @throws ActivityException.NotOpened when there is no log, it cannot be read, or a newer version wrote it
     * @throws IllegalArgumentException when the expected head has not the form of one
     */
    public Report run() {
        var expected = expectedHead == null ? null : parse(expectedHead);
        try (var log = StoredLog.open(home)) {
            var defaults = VerifyOptions.defaults();
            var found = log.verify(new VerifyOptions(defaults.threads(), expected, onBytes));
            var references = new ReferenceAudit(home);
            List<Problem> problems = new ArrayList<>();
            found.problems().forEach(problem -> problems.add(Problem.of(problem)));
            boolean looked = blobs && found.sound();
            if (looked) {
                problems.addAll(references.run(log, found));
            }
            return report(found, looked ? references.count() : -1, references.missingKeys(), problems);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw new ActivityException.Unusable("The log in " + home + " could not be closed.", failed);
        }
    }

    private static LogHead parse(String text) {
        return LogHead.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A head is SEQ:HEX, a number and 64 hexadecimal digits; found: " + text));
    }

    private static Report report(
            LogVerification found, long blobs, List<MissingKey> missingKeys, List<Problem> problems) {
        return new Report(
                found.logId(),
                found.segments(),
                found.recordedDigests(),
                found.rewritten(),
                found.thinned(),
                found.first(),
                found.last(),
                found.durable(),
                found.bytes(),
                found.tail().name().toLowerCase(Locale.ROOT),
                found.tornBytes(),
                found.currentHead().map(LogHead::toString).orElse(null),
                blobs,
                found.rewrittenSince().stream().map(Rewriting::of).toList(),
                missingKeys,
                problems);
    }

    /**
     * What was found.
     *
     * @param logId null for an empty log
     * @param segments how many files
     * @param recordedDigests of how many the digest is recorded in the log
     * @param rewritten how many got another form after they were sealed, as records attest: words were erased, or records left out
     * @param thinned of how many the steps of expired tasks were left out
     * @param first lowest sequence number held
     * @param last highest one on a good line
     * @param durable highest one known to be durable
     * @param bytes of good lines
     * @param tail {@code clean}, {@code filled_ahead}, {@code torn}, {@code damaged}, {@code being_written} or {@code empty}
     * @param tornBytes bytes at the end of a commit that nobody was told of; 0 when the end is damaged
     * @param head {@code SEQ:HEX}; null when the log is empty or damaged
     * @param blobs how many were looked at; -1 when none was to be
     * @param rewrittenSince of what an expected head covers: what was rewritten behind it. The head does not vouch for the new form
     * @param missingKeys without which something cannot be read; the log itself may be sound
     * @param problems empty for a sound log
     */
    public record Report(
            @Nullable String logId,
            int segments,
            int recordedDigests,
            int rewritten,
            int thinned,
            long first,
            long last,
            long durable,
            long bytes,
            String tail,
            long tornBytes,
            @Nullable String head,
            long blobs,
            List<Rewriting> rewrittenSince,
            List<MissingKey> missingKeys,
            List<Problem> problems) {

        /** Copies the lists. */
        public Report {
            rewrittenSince = List.copyOf(rewrittenSince);
            missingKeys = List.copyOf(missingKeys);
            problems = List.copyOf(problems);
        }

        /** Whether nothing is damaged. */
        public boolean sound() {
            return problems.isEmpty();
        }
    }

    /**
     * A segment that got another form, as a record attests.
     *
     * @param file its name below {@code log}
     * @param seq of that record
     * @param reason {@code content-erased}, {@code tasks-expired}, or what else was given
     */
    public record Rewriting(String file, long seq, String reason) {

        static Rewriting of(LogRewriting rewriting) {
            return new Rewriting(rewriting.segment(), rewriting.seq(), rewriting.reason());
        }
    }

    /**
     * A data key that something is under and that is not in the data folder.
     *
     * @param id its name in the folder {@code keys}
     * @param seq of the first record under it
     */
    public record MissingKey(String id, long seq) {}

    /**
     * Something damaged.
     *
     * @param file its name below {@code log} or {@code blobs}
     * @param line its number from 1; 0 when the whole file is meant
     * @param offset the byte at which the line begins
     * @param what was expected and what was found
     */
    public record Problem(String file, long line, long offset, String what) {

        static Problem of(LogProblem problem) {
            return new Problem(problem.segment(), problem.line(), problem.offset(), problem.what());
        }

        /** A sentence for people. */
        @Override
        public String toString() {
            return line == 0
                    ? file + ": " + what + "."
                    : "%s, line %d (byte %d): %s.".formatted(file, line, offset, what);
        }
    }
}
