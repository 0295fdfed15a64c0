package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ByteStore;
import dev.walden.activity.Views;

/**
 * Where documents are: what is recorded of them, what the views say, their bytes, and who may write. Thread-safe.
 *
 * @param writes one who writes of documents at a time
 */
record DocumentRecords(ActivityLog log, Views views, ByteStore bytes, DocumentWrites writes) {}
