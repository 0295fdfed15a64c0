/**
 * The vocabulary of recorded facts, their JSON, blobs, replay; the SQLite file of the views and the projection contract.
 *
 * <p>Read {@link dev.walden.activity.ActivityEvent} first, then {@link dev.walden.activity.ActivityLog} and
 * {@link dev.walden.activity.Projection}. Other modules also use {@link dev.walden.activity.IdempotencyKeys},
 * {@link dev.walden.activity.JsonText} and {@link dev.walden.activity.CanonicalJson}; the life of it all is
 * {@link dev.walden.activity.ActivityRuntime}.
 *
 * <p>{@code Encryption} says which key data are under, and {@code EncryptedBody} what they look like then.
 *
 * <p>On the way into the log: {@code EventCodec}, {@code BlobReferences}, {@code BlobStore}, {@code DurableActivityLog}. On the way to the
 * views: {@code LogTail}, {@code Projector}, {@code ViewsWriter}, {@code SqliteViews}.
 *
 * <p>Invariants: an event's JSON is frozen by golden files and never changes within a version; data above 16 KiB goes to
 * blobs that are durable before the record that names them; a projection is a pure function of the events, and its
 * position is committed in the same transaction as what it wrote; live records reach projections by the same path
 * as replayed ones: decoded from the log.
 */
@NullMarked
package dev.walden.activity;

import org.jspecify.annotations.NullMarked;
