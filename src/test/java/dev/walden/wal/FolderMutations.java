package dev.walden.wal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Spoils the files of a log folder: bits, bytes, lines, whole files and their names; also behind the back of the checksums. */
final class FolderMutations {

    private static final List<String> WORDS = List.of(
            "{\"seq\":",
            "{\"seq\":9223372036854775807,\"durable\":9223372036854775806,\"at\":\"",
            "{\"seq\":99999999999999999999,",
            ",\"crc\":\"00000000\"}",
            ",\"crc\":\"ffffffff\"}\n",
            "{\"walden-log\":1,\"id\":\"",
            "{\"walden-log\":2,",
            "\"type\":\"segment-sealed\",\"v\":1,\"data\":{\"segment\":\"",
            "\"at\":\"2026-02-30T25:61:61.000000Z\"",
            "\n",
            "\r\n",
            "\u2028",
            "\0",
            "}");

    private static final List<String> NAMES = List.of(
            SegmentName.of(1),
            SegmentName.of(2),
            SegmentName.of(9),
            SegmentName.of(Long.MAX_VALUE),
            "99999999999999999999.jsonl",
            "00000000000000000000.jsonl",
            "1.jsonl",
            "archive/" + SegmentName.of(1) + ".zst",
            "archive/" + SegmentName.of(1) + ".zst.tmp",
            PrefilledSegments.NEXT,
            Reserve.NAME,
            SegmentName.of(1) + ".broken");

    private final RandomGenerator luck;
    private final NavigableMap<String, byte[]> files;

    FolderMutations(RandomGenerator luck, Map<String, byte[]> files) {
        this.luck = luck;
        this.files = new TreeMap<>(files);
    }

    /** Some spoilings, one after the other. */
    Map<String, byte[]> some() {
        for (int left = 1 + luck.nextInt(4); left > 0; left--) {
            if (luck.nextInt(4) == 0) {
                names();
            } else if (!files.isEmpty()) {
                files.compute(anyName(), (name, old) -> content(old == null ? new byte[0] : old));
            }
        }
        return files;
    }

    private String anyName() {
        return List.copyOf(files.keySet()).get(luck.nextInt(files.size()));
    }

    private void names() {
        var to = NAMES.get(luck.nextInt(NAMES.size()));
        if (files.isEmpty() || luck.nextInt(8) == 0) {
            files.put(to, new byte[luck.nextInt(200_000)]);
            return;
        }
        var from = anyName();
        var content = files.get(from);
        if (luck.nextBoolean()) {
            files.remove(from);
        }
        if (luck.nextBoolean()) {
            files.put(luck.nextBoolean() ? to : files.isEmpty() ? to : anyName(), content);
        }
    }

    private byte[] content(byte[] old) {
        if (old.length == 0) {
            return word();
        }
        int at = luck.nextInt(old.length);
        int to = Math.min(old.length, at + 1 + luck.nextInt(luck.nextBoolean() ? 8 : 3_000));
        return switch (luck.nextInt(9)) {
            case 0 -> flip(old, at);
            case 1 -> Arrays.copyOf(old, at);
            case 2 -> splice(old, at, to, new byte[0]);
            case 3 -> splice(old, at, at, Arrays.copyOfRange(old, at, to));
            case 4 -> splice(old, at, at, word());
            case 5 -> splice(old, at, Math.min(old.length, at + 8), word());
            case 6 -> noise(old, at, to);
            case 7 -> splice(old, at, at, new byte[luck.nextInt(100_000)]);
            default -> lineWithGoodChecksum(old, at);
        };
    }

    private byte[] flip(byte[] old, int at) {
        var content = old.clone();
        content[at] ^= (byte) (1 << luck.nextInt(8));
        return content;
    }

    private byte[] noise(byte[] old, int from, int to) {
        var content = old.clone();
        for (int at = from; at < to; at++) {
            content[at] = (byte) luck.nextInt();
        }
        return content;
    }

    private byte[] word() {
        return WORDS.get(luck.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] old, int from, int to, byte[] by) {
        var content = Arrays.copyOf(old, old.length - (to - from) + by.length);
        System.arraycopy(by, 0, content, from, by.length);
        System.arraycopy(old, to, content, from + by.length, old.length - to);
        return content;
    }

    /** Changes a line and makes its checksum fit again. */
    private byte[] lineWithGoodChecksum(byte[] old, int near) {
        int from = near;
        while (from > 0 && old[from - 1] != '\n') {
            from--;
        }
        int to = near;
        while (to < old.length && old[to] != '\n') {
            to++;
        }
        int members = to - from - Checksum.BYTES;
        if (members < 10) {
            return old;
        }
        var changed = changeMember(Arrays.copyOfRange(old, from, from + members));
        var line = Arrays.copyOf(changed, changed.length + Checksum.BYTES);
        Checksum.put((int) Checksum.expected(line, 0, line.length), line, line.length - Checksum.BYTES);
        return splice(old, from, to, line);
    }

    private byte[] changeMember(byte[] line) {
        int at = luck.nextInt(line.length);
        return switch (luck.nextInt(3)) {
            case 0 -> splice(line, at, at + 1, new byte[] {(byte) ('0' + luck.nextInt(10))});
            case 1 -> splice(line, at, at, word());
            default -> splice(line, at, Math.min(line.length, at + 1 + luck.nextInt(20)), new byte[0]);
        };
    }
}
