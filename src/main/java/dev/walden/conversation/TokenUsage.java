package dev.walden.conversation;

/**
 * Tokens as engines told them, or as they were estimated where none did. Zero where an engine has no tokens.
 *
 * @param input tokens read; not negative
 * @param output tokens written; not negative
 */
public record TokenUsage(long input, long output) {

    /** Nothing used. */
    public static final TokenUsage ZERO = new TokenUsage(0, 0);

    public TokenUsage {
        if (input < 0 || output < 0) {
            throw new IllegalArgumentException("Token usage is not negative; found: " + input + ", " + output);
        }
    }

    /** Both together. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(input + other.input, output + other.output);
    }

    /** Input and output tokens. */
    public long total() {
        return input + output;
    }
}
