package dev.walden.cli;

import dev.walden.activity.StoredActivity.SegmentFile;
import dev.walden.activity.StoredFiles;
import dev.walden.activity.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what a log is made of. Confined to its thread. */
final class Statistics {

    private final Map<String, Kind> kinds = new TreeMap<>();
    private long segments;
    private long segmentBytes;
    private long archived;
    private StoredFiles archive = StoredFiles.NONE;
    private StoredFiles blobs = StoredFiles.NONE;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    /** Records of one type. */
    private record Kind(long records, long bytes) {

        Kind plus(Kind more) {
            return new Kind(records + more.records, bytes + more.bytes);
        }
    }

    void segments(List<SegmentFile> files) {
        segments = files.size();
        segmentBytes = files.stream().mapToLong(SegmentFile::bytes).sum();
        archived = files.stream().filter(SegmentFile::archived).count();
    }

    void archive(StoredFiles files) {
        archive = files;
    }

    void blobs(StoredFiles files) {
        blobs = files;
    }

    boolean count(StoredRecord entry) {
        int bytes = entry.line().getBytes(StandardCharsets.UTF_8).length + 1;
        kinds.merge(entry.type(), new Kind(1, bytes), Kind::plus);
        firstAt = firstAt == null ? entry.at() : firstAt;
        lastAt = entry.at();
        return true;
    }

    private Kind all() {
        return kinds.values().stream().reduce(new Kind(0, 0), Kind::plus);
    }

    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("segments", segments);
        members.put("segmentBytes", segmentBytes);
        members.put("archivedSegments", archived);
        members.put("archiveBytes", archive.bytes());
        members.put("blobs", blobs.count());
        members.put("blobBytes", blobs.bytes());
        members.put("records", all().records());
        members.put("recordBytes", all().bytes());
        members.put("firstAt", firstAt == null ? null : firstAt.toString());
        members.put("lastAt", lastAt == null ? null : lastAt.toString());
        Map<String, Object> types = new LinkedHashMap<>();
        kinds.forEach((type, kind) -> types.put(type, Map.of("records", kind.records(), "bytes", kind.bytes())));
        members.put("types", types);
        return members;
    }

    void print(Console console) {
        console.fact("segments", segments + ", " + Amounts.bytes(segmentBytes) + " with what is filled ahead of use");
        console.fact(
                "archive", "%d of %d segments in %s".formatted(archived, segments, Amounts.bytes(archive.bytes())));
        console.fact("blobs", blobs.count() + ", " + Amounts.bytes(blobs.bytes()));
        console.fact("records", all().records() + ", " + Amounts.bytes(all().bytes()));
        console.fact("time", firstAt == null ? "none" : firstAt + " to " + lastAt);
        kinds.forEach((type, kind) ->
                console.line("  %-24s %10d %12s".formatted(type, kind.records(), Amounts.bytes(kind.bytes()))));
    }
}
