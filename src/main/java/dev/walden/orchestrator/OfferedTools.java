package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.OfferedTool;
import dev.walden.activity.ServiceEvent.ToolsOffered;
import dev.walden.activity.Views;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.Toolbox;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tools models are offered, and were offered when: recorded before any model is offered others than were recorded last. Thread-safe.
 */
final class OfferedTools {

    private static final Logger log = LoggerFactory.getLogger(OfferedTools.class);

    /** A list that changed while a step was on its way into the log is one of the last few. */
    private static final int MOST_CANDIDATES = 32;

    private final ActivityLog activity;
    private final Views views;
    private final Toolbox toolbox;
    private final ReentrantLock recording = new ReentrantLock();
    private volatile @Nullable List<ToolDescriptor> recorded;

    OfferedTools(ActivityLog activity, Views views, Toolbox toolbox) {
        this.activity = activity;
        this.views = views;
        this.toolbox = toolbox;
    }

    /** Records them when they are others. The views must hold all that is in the log. A full disk is no reason not to start. */
    void record() {
        List<ToolDescriptor> now = toolbox.offered();
        try {
            if (!ToolsProjection.digest(event(now)).equals(latestDigest())) {
                activity.append(List.of(event(now)));
            }
        } catch (ActivityException.NoSpace full) {
            log.atWarn().addKeyValue("error", full.getMessage()).log("offered tools not recorded");
        }
        recorded = now;
    }

    /**
     * What may be offered now: it has been recorded, unless the start found no room for it, which prompts of this life then tell. Where there is
     * no room to record a change, the tools of before.
     */
    List<ToolDescriptor> current() {
        List<ToolDescriptor> offered = toolbox.offered();
        return offered.equals(recorded) ? offered : changed();
    }

    private List<ToolDescriptor> changed() {
        recording.lock();
        try {
            // Asked again, as who waited for the lock may have an older list than was recorded meanwhile.
            List<ToolDescriptor> now = toolbox.offered();
            List<ToolDescriptor> before = recorded;
            if (before != null && !event(now).equals(event(before))) { // a start has recorded the first
                activity.append(List.of(event(now)));
            }
            recorded = now;
            return now;
        } catch (ActivityException.NoSpace full) {
            log.atWarn().addKeyValue("error", full.getMessage()).log("offered tools not recorded, nor offered");
            List<ToolDescriptor> before = recorded;
            return before == null ? toolbox.offered() : before;
        } finally {
            recording.unlock();
        }
    }

    private static ToolsOffered event(List<ToolDescriptor> tools) {
        return ToolsOffered.of(tools.stream()
                .map(tool -> new OfferedTool(tool.name(), tool.description(), tool.inputSchema()))
                .toList());
    }

    /**
     * Those that may have been offered when a record was written, the likeliest first; empty when the log does not say. The list may have
     * changed while the record was on its way: the digest of the prompt tells which it was.
     */
    Iterable<List<ToolDescriptor>> at(long seq) {
        return () -> recorded(seq).stream().map(this::recordedAt).iterator();
    }

    /** The same of records that were read from a data folder, in order. */
    static List<List<ToolDescriptor>> at(long seq, List<RecordedEvent> records) {
        List<List<ToolDescriptor>> found = new ArrayList<>();
        for (RecordedEvent entry : records.reversed()) {
            if (entry.seq() < seq && found.size() < MOST_CANDIDATES && entry.event() instanceof ToolsOffered offered) {
                found.add(descriptors(offered));
            }
        }
        return found;
    }

    /** As far as a model is told of them. */
    static List<ToolDescriptor> descriptors(ToolsOffered offered) {
        return offered.all().stream()
                .map(tool -> ToolDescriptor.of(
                        tool.name(), tool.description(), tool.inputSchema(), SideEffect.NONE, Duration.ofSeconds(1)))
                .toList();
    }

    private String latestDigest() {
        return views.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT digest FROM tools_offered ORDER BY seq DESC LIMIT 1");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        });
    }

    /** The records before this one, the last first; read one by one, as the first nearly always fits. */
    private List<Long> recorded(long before) {
        return views.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT seq FROM tools_offered WHERE seq < ? ORDER BY seq DESC LIMIT ?")) {
                select.setLong(1, before);
                select.setInt(2, MOST_CANDIDATES);
                List<Long> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
    }

    private List<ToolDescriptor> recordedAt(long seq) {
        return descriptors((ToolsOffered) activity.read(List.of(seq)).getFirst().event());
    }
}
