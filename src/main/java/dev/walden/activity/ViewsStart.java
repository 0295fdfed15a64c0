package dev.walden.activity;

import java.nio.file.Files;
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

    /** Whether there are views that can go on from where they stand. Views that cannot are deleted. */
    boolean canGoOn() throws SQLException {
        file.building().delete(); // of a build that did not come to its end
        if (!Files.exists(file.path())) {
            return false;
        }
        try (ViewsWriter writer = ViewsWriter.open(file, projections)) {
            Optional<ViewsWriter.Position> found = writer.position();
            if (found.filter(this::fits).isPresent()) {
                return true;
            }
            if (found.isPresent()) {
                LOG.atInfo()
                        .addKeyValue("file", file.path())
                        .log("views are of another log or version, building them anew");
            }
        }
        file.delete();
        return false;
    }

    /** Opens the views that are there, and says in {@code position} what they hold. */
    ViewsWriter open(AppliedPosition position) throws SQLException {
        ViewsWriter writer = ViewsWriter.open(file, projections);
        try {
            writer.createTables();
            writer.createIndexes();
            position.advance(
                    writer.position().map(ViewsWriter.Position::applied).orElse(0L));
            return writer;
        } catch (SQLException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    /** Opens new views, without indexes, in the file where they are built. */
    ViewsWriter openForBuilding() throws SQLException {
        if (tail.first() > 1) {
            throw new ActivityException.Unreadable(
                    "The views have to be built from record 1 on, but the log begins with record %d. Bring the archived segments back into the folder of the log."
                            .formatted(tail.first()),
                    null);
        }
        ViewsWriter writer = ViewsWriter.on(file.building().openForBuilding(), projections);
        try {
            writer.createTables();
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
}
