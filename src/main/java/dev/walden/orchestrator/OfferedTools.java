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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which tools models were offered when: recorded at a start that offers others than were recorded last. Thread-safe. */
final class OfferedTools {

    private static final Logger log = LoggerFactory.getLogger(OfferedTools.class);

    private final ActivityLog activity;
    private final Views views;

    OfferedTools(ActivityLog activity, Views views) {
        this.activity = activity;
        this.views = views;
    }

    /** Records them when they are others. The views must hold all that is in the log. A full disk is no reason not to start. */
    void record(Toolbox toolbox) {
        ToolsOffered now = new ToolsOffered(toolbox.offered().stream()
                .map(tool -> new OfferedTool(tool.name(), tool.description(), tool.inputSchema()))
                .toList());
        try {
            if (!ToolsProjection.digest(now).equals(latestDigest())) {
                activity.append(List.of(now));
            }
        } catch (ActivityException.NoSpace full) {
            log.atWarn().addKeyValue("error", full.getMessage()).log("offered tools not recorded");
        }
    }

    /** Those that were offered when a record was written; empty when the log does not say. */
    Optional<List<ToolDescriptor>> at(long seq) {
        return recorded(seq).map(OfferedTools::descriptors);
    }

    /** As far as a model is told of them. */
    static List<ToolDescriptor> descriptors(ToolsOffered offered) {
        return offered.tools().stream()
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

    private Optional<ToolsOffered> recorded(long before) {
        Optional<Long> last = views.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT MAX(seq) FROM tools_offered WHERE seq < ?")) {
                select.setLong(1, before);
                try (ResultSet row = select.executeQuery()) {
                    long seq = row.next() ? row.getLong(1) : 0;
                    return seq == 0 ? Optional.empty() : Optional.of(seq);
                }
            }
        });
        return last.flatMap(seq -> activity.read(List.of(seq)).stream().findFirst())
                .map(RecordedEvent::event)
                .map(ToolsOffered.class::cast);
    }
}
