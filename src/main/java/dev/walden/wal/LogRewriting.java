package dev.walden.wal;

/**
 * That a record of the log says of a full segment that it got another form: whoever can write the log can write that, too.
 *
 * @param segment the file's name
 * @param seq of the record that attests it
 * @param reason letters and hyphens; empty when none is given
 */
public record LogRewriting(String segment, long seq, String reason) {}
