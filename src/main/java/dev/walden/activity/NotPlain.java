package dev.walden.activity;

/** Says that {@link PlainJson} found something it leaves to the general reader. Without a stack: it is thrown to be caught at once. */
final class NotPlain extends RuntimeException {

    NotPlain() {
        super("not plain", null, false, false);
    }
}
