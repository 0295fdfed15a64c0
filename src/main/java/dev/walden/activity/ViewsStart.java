package dev.walden.activity;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the views that are there can go on from where they stand, or have to be built anew from the first record.
 *
 * @param projections the views that this version of Walden has
 */
record ViewsStart(ViewsFile file, List<Projection> projections, LogTail tail) {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsStart.class);

    /** Opens the views, with their tables, and says in {@code position} what they hold. */
    ViewsWriter open(AppliedPosition position) throws SQLException {
        ViewsWriter writer = ViewsWriter.open(file, projections);
        try {
            Optional<ViewsWriter.Position> found = writer.position();
            if (found.isPresent() && !fits(found.get())) {
                LOG.atInfo()
                        .addKeyValue("file", file.path())
                        .log("views are of another log or version, building them anew");
                writer.close();
                file.delete();
                writer = ViewsWriter.open(file, projections);
                found = Optional.empty();
            }
            writer.createTables();
            position.advance(found.map(ViewsWriter.Position::applied).orElseGet(this::beforeFirst));
            return writer;
        } catch (SQLException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    /** The time in the last applied record tells this log from another one, or from an older copy of it. */
    private boolean fits(ViewsWriter.Position found) {
        return found.projections().equals(ViewsWriter.signatureOf(projections))
                && tail.timeOf(found.applied()).filter(found.at()::equals).isPresent();
    }

    private long beforeFirst() {
        if (tail.first() > 1) {
            throw new ActivityException.Unreadable(
                    "The views have to be built from record 1 on, but the log begins with record %d. Bring the archived segments back into the folder of the log."
                            .formatted(tail.first()),
                    null);
        }
        return 0;
    }
}
