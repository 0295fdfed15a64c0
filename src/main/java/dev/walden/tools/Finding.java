package dev.walden.tools;

/** What a probe found out about a call in doubt. */
public enum Finding {
    /** The call had its effect. */
    HAPPENED,
    /** It had none. */
    NOT_HAPPENED,
    /** The probe's words say neither, or both. */
    UNCLEAR
}
