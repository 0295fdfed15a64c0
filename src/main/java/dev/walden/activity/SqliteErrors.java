package dev.walden.activity;

import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite means for the views: damage, a full disk, or something that passes. */
final class SqliteErrors {

    private SqliteErrors() {}

    /** Whether SQLite says that the file is damaged or none of its own. */
    static boolean isDamage(SQLException failed) {
        return isOneOf(failed, SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
    }

    /** Whether the disk may have no room: SQLite calls it an I/O error where it shares memory through a file. */
    static boolean mayBeFull(SQLException failed) {
        return isOneOf(failed, SQLiteErrorCode.SQLITE_FULL, SQLiteErrorCode.SQLITE_IOERR);
    }

    /** Whether the same may work later: no space, an I/O error, somebody else's lock. */
    static boolean isPassing(SQLException failed) {
        return isOneOf(
                failed,
                SQLiteErrorCode.SQLITE_FULL,
                SQLiteErrorCode.SQLITE_IOERR,
                SQLiteErrorCode.SQLITE_BUSY,
                SQLiteErrorCode.SQLITE_LOCKED,
                SQLiteErrorCode.SQLITE_CANTOPEN,
                SQLiteErrorCode.SQLITE_NOMEM);
    }

    /** Extended codes carry the primary one in their low byte. */
    private static boolean isOneOf(SQLException failed, SQLiteErrorCode... codes) {
        return failed instanceof SQLiteException sqlite
                && List.of(codes).stream().anyMatch(code -> code.code == (sqlite.getResultCode().code & 0xff));
    }
}
