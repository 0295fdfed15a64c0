package dev.walden.memory.knowledge;

/** A document cannot be taken in. Says nothing of what is in it. */
public final class UnreadableDocument extends Exception {

    private final String code;

    /**
     * One with its reason.
     *
     * @param code stable, for programs
     * @param reason a sentence for people
     */
    public UnreadableDocument(String code, String reason) {
        super(reason);
        this.code = code;
    }

    /** One that is a defect of the program, which is the cause. */
    UnreadableDocument(String code, String reason, Throwable defect) {
        super(reason, defect);
        this.code = code;
    }

    /** The stable name of the reason. */
    public String code() {
        return code;
    }

    /** The reason in a sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    static UnreadableDocument tooLong(long most) {
        return new UnreadableDocument(
                "too_long",
                "A document has at most %d characters of text; this one has more. Split it.".formatted(most));
    }
}
