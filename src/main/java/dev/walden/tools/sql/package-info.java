/**
 * The tool {@code sql_query}: reads configured databases.
 *
 * <p>Read {@link dev.walden.tools.sql.SqlQueryTool} first, then {@link dev.walden.tools.sql.SqlSource} and
 * {@link dev.walden.tools.sql.ReadStatement}.
 *
 * <p>Invariants: one statement that only reads, on a connection of its own that may only read, or of an account that a person vouches
 * for, in a transaction that is rolled back; rows, cells, time and calls at a time have bounds. None of these databases is Walden's own.
 */
@NullMarked
package dev.walden.tools.sql;

import org.jspecify.annotations.NullMarked;
