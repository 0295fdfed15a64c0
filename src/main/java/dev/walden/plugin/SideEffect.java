package dev.walden.plugin;

/**
 * What running a tool call a second time would do to the world. After a crash this decides what happens to a call that was
 * started and whose outcome nobody knows. From the mildest to the strictest.
 */
public enum SideEffect {

    /** Reads only; it runs again. */
    NONE("none"),

    /** The same call twice leaves the world as once does; it runs again. */
    IDEMPOTENT("idempotent"),

    /** Once only as long as the same idempotency key is given, within the key's lifetime; it runs again with that key. */
    KEYED("keyed"),

    /** Twice is not once; it is never run again unless a person says so. */
    UNSAFE("unsafe");

    private final String code;

    SideEffect(String code) {
        this.code = code;
    }

    /** The stable lower-case name in the log, the API and configuration. */
    public String code() {
        return code;
    }

    /** Whether anything outside Walden may be different after the call. */
    public boolean changesTheWorld() {
        return this != NONE;
    }

    /**
     * The class with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static SideEffect ofCode(String code) {
        for (SideEffect sideEffect : values()) {
            if (sideEffect.code.equals(code)) {
                return sideEffect;
            }
        }
        throw new IllegalArgumentException(
                "A side effect class is one of none, idempotent, keyed, unsafe; found: " + code);
    }
}
