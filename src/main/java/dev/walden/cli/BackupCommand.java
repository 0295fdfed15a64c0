package dev.walden.cli;

import dev.walden.activity.Backup;
import dev.walden.activity.BackupManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the data folder as it was at one moment. */
@Command(
        name = "backup",
        description = "copy the data folder, consistent also while the service runs, and verify the copy")
final class BackupCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TARGET", description = "a folder that is empty or not there")
    private Path target = Path.of("");

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    BackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (var shown = progress.of(session.console(), "copied")) {
            var to = target.toAbsolutePath().normalize();
            List<Path> leftOut = new ArrayList<>();
            var manifest = new Backup(session.home(), to, shown)
                    .run(session.clock().instant(), links -> {
                        leftOut.clear();
                        leftOut.addAll(links);
                    });
            print(session.console(), json, "Backed up to " + to, manifest, leftOut);
        }
        return Exit.OK.number();
    }

    static void print(Console console, boolean json, String done, BackupManifest manifest, List<Path> leftOut) {
        if (json) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("logId", manifest.logId());
            members.put("madeAt", manifest.madeAt().toString());
            members.put("lastSeq", manifest.lastSeq());
            members.put("head", manifest.head());
            members.put("files", manifest.files().size());
            members.put("bytes", manifest.bytes());
            members.put("needsMasterKey", manifest.needsMasterKey());
            members.put(
                    "leftOut",
                    leftOut.isEmpty()
                            ? null
                            : leftOut.stream().map(Path::toString).toList());
            console.json(members);
        } else {
            console.line("%s: records up to %d, %s, %s, verified."
                    .formatted(
                            done,
                            manifest.lastSeq(),
                            Amounts.count(manifest.files().size(), "file"),
                            Amounts.bytes(manifest.bytes())));
            console.fact("head", manifest.head());
            if (manifest.needsMasterKey()) {
                console.fact(
                        "keys",
                        "wrapped; their master key is not in the backup, and nothing encrypted is read without it");
            }
            leftOut.forEach(link -> console.fact(
                    "left out", link + ", a link that is not followed: what it leads to is not in the backup"));
        }
    }
}
