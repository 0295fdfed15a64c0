package dev.walden;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityRuntime;
import dev.walden.activity.ReplayListener;
import dev.walden.memory.MemoryRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.util.FileSystemUtils;

/**
 * The part of Walden that builds views: the log and the modules that have a view, made when they are asked for. No port, no task, no
 * record. Not found by the service's own scan, as it is no component.
 */
@EnableAutoConfiguration
@ComponentScan({"dev.walden.activity", "dev.walden.access", "dev.walden.memory", "dev.walden.orchestrator"})
final class RebuildConfiguration {

    private static final Duration INDEX_PATIENCE = Duration.ofHours(12);

    private static final Set<String> KEPT = Set.of("vectors", "native");

    private RebuildConfiguration() {}

    /**
     * Deletes the views and builds them, under the lock that the open log has. Returns how many events went into them.
     *
     * @throws ActivityException.NotOpened when there is no log, of which a start would make a new one
     */
    static long rebuild(Path home, List<String> options, ReplayListener listener) {
        demandLog(home);
        var application = new SpringApplicationBuilder(RebuildConfiguration.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .properties(Map.of(
                        "logging.console.enabled", "false", // the result alone goes to the standard output
                        "management.endpoint.health.validate-group-membership", "false"));
        List<String> all = new ArrayList<>(options);
        all.removeIf(option -> option.startsWith("--walden.home=")); // given twice, Spring would take both for a list
        all.add("--walden.home=" + home); // as commands find it, also in a file that Spring does not know
        try (var context = application.run(all.toArray(String[]::new))) {
            return rebuild(context, home, listener);
        } catch (RuntimeException failed) {
            throw reason(failed);
        }
    }

    private static void demandLog(Path home) {
        if (!Files.isDirectory(home.resolve("log"))) {
            throw new ActivityException.NotOpened(
                    "log_missing",
                    "There is nothing to build views from: a folder %s was expected. Name the right data folder with --walden.home=FOLDER."
                            .formatted(home.resolve("log")),
                    null);
        }
    }

    private static long rebuild(ConfigurableApplicationContext context, Path home, ReplayListener listener) {
        var log = context.getBean(ActivityLog.class); // which takes the folder's lock before anything is deleted
        try {
            deleteViews(home.resolve("views"));
            long events = context.getBean(ActivityRuntime.class).start(listener).replayedRecords();
            var memory = context.getBean(MemoryRuntime.class);
            memory.start();
            memory.awaitFilled(log.durable(), INDEX_PATIENCE);
            return events;
        } catch (IOException failed) {
            throw new ActivityException.ViewFailed("The views in " + home + " could not be deleted: " + failed, failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewFailed("Interrupted while the views were built.", e);
        }
    }

    /** All but what was only computed from texts, which takes longest and is looked up by them. */
    private static void deleteViews(Path views) throws IOException {
        if (!Files.isDirectory(views)) {
            return;
        }
        try (Stream<Path> all = Files.list(views)) {
            for (Path view : all.toList()) {
                if (!KEPT.contains(view.getFileName().toString())) {
                    FileSystemUtils.deleteRecursively(view);
                }
            }
        }
    }

    /** Spring wraps what went wrong while it made something. */
    private static RuntimeException reason(RuntimeException failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof ActivityException known) {
                return known;
            }
        }
        return failed;
    }
}
