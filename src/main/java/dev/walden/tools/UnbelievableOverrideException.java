package dev.walden.tools;

/** Configuration says of a tool what the tool itself makes untrue. Ends the start. */
final class UnbelievableOverrideException extends IllegalArgumentException {

    private final String tool;

    UnbelievableOverrideException(String tool, String message) {
        super(message);
        this.tool = tool;
    }

    String tool() {
        return tool;
    }
}
