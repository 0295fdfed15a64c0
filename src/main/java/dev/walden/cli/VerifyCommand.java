package dev.walden.cli;

import dev.walden.activity.LogAudit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies a log wholly. */
@Command(
        name = "verify",
        description = "verify checksums, sequence, watermarks, the chain of digests, blobs; also beside the service")
final class VerifyCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--expect-head",
            paramLabel = "SEQ:HEX",
            description = "fail unless the log up to record SEQ is the one with this head")
    private @Nullable String expectedHead;

    @Option(names = "--no-blobs", description = "do not look at blobs")
    private boolean noBlobs;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LogAudit.Report report;
        try (var shown = progress.of(session.console(), "verified")) {
            report = new LogAudit(session.home(), expectedHead, !noBlobs, shown).run();
        }
        if (json) {
            session.console().json(members(report));
        } else {
            print(report);
        }
        return exit(report).number();
    }

    private static Exit exit(LogAudit.Report report) {
        if (!report.sound()) {
            return Exit.DAMAGED;
        }
        return report.missingKeys().isEmpty() ? Exit.OK : Exit.NO_KEY;
    }

    private void print(LogAudit.Report report) {
        var console = session.console();
        console.line(report.sound() ? "The log is sound." : "The log is damaged.");
        report.problems().forEach(problem -> console.line("  " + problem));
        report.rewrittenSince().forEach(each -> console.line("  " + sentence(each)));
        report.missingKeys().forEach(key -> console.line("  " + sentence(key)));
        console.fact("log", report.logId() == null ? "(empty)" : report.logId());
        console.fact(
                "segments",
                "%d, %s, %d with a recorded digest, %d rewritten, %d of these thinned"
                        .formatted(
                                report.segments(),
                                Amounts.bytes(report.bytes()),
                                report.recordedDigests(),
                                report.rewritten(),
                                report.thinned()));
        console.fact(
                "records", "%d to %d, durable up to %d".formatted(report.first(), report.last(), report.durable()));
        console.fact("end", end(report));
        console.fact("blobs", report.blobs() < 0 ? "not looked at" : report.blobs() + " verified");
        console.fact("head", report.head() == null ? "none, as the log is empty or damaged" : report.head());
    }

    private static String sentence(LogAudit.MissingKey key) {
        return "Data key %s is not there, and record %d is under it. Copy keys/%s.key from a backup; without it, what it encrypted is lost."
                .formatted(key.id(), key.seq(), key.id());
    }

    private static String sentence(LogAudit.Rewriting rewriting) {
        return "%s got another form behind the expected head, which does not vouch for it: record %d says so, reason %s."
                .formatted(rewriting.file(), rewriting.seq(), rewriting.reason());
    }

    private static String end(LogAudit.Report report) {
        return switch (report.tail()) {
            case "clean" -> "clean";
            case "filled_ahead" -> "filled ahead of use: a service has the log open, or was killed";
            case "torn" ->
                "torn: %d bytes of a commit that nobody was told of; the next start cuts them"
                        .formatted(report.tornBytes());
            case "damaged" -> "damaged: what was acknowledged is behind a bad line; no start cuts it";
            case "being_written" -> "being written";
            default -> "empty";
        };
    }

    private static Map<String, @Nullable Object> members(LogAudit.Report report) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("sound", report.sound());
        members.put("logId", report.logId());
        members.put("segments", report.segments());
        members.put("recordedDigests", report.recordedDigests());
        members.put("rewritten", report.rewritten());
        members.put("thinned", report.thinned());
        members.put("first", report.first());
        members.put("last", report.last());
        members.put("durable", report.durable());
        members.put("bytes", report.bytes());
        members.put("end", report.tail());
        members.put("tornBytes", report.tornBytes());
        members.put("blobs", report.blobs() < 0 ? null : report.blobs());
        members.put("head", report.head());
        members.put("rewrittenSince", rewritings(report.rewrittenSince()));
        members.put(
                "missingKeys",
                report.missingKeys().stream()
                        .map(key -> Map.of("key", key.id(), "record", key.seq()))
                        .toList());
        members.put("problems", problems(report.problems()));
        return members;
    }

    private static List<Map<String, Object>> rewritings(List<LogAudit.Rewriting> rewritings) {
        return rewritings.stream()
                .map(each -> Map.<String, Object>of("file", each.file(), "record", each.seq(), "reason", each.reason()))
                .toList();
    }

    static List<Map<String, Object>> problems(List<LogAudit.Problem> problems) {
        return problems.stream()
                .map(problem -> Map.<String, Object>of(
                        "file",
                        problem.file(),
                        "line",
                        problem.line(),
                        "byte",
                        problem.offset(),
                        "what",
                        problem.what()))
                .toList();
    }
}
