package dev.walden.tools.wasm;

/** A module asked to end. */
final class ExitException extends RuntimeException {

    ExitException(int code) {
        super("it asked to end, with the code " + code, null, false, false);
    }
}
