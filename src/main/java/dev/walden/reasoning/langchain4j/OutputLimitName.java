package dev.walden.reasoning.langchain4j;

import java.net.URI;
import java.util.Locale;

/** How a server of OpenAI's API is told how long its reply may be. None takes both, and most pass over the one that they do not know. */
public enum OutputLimitName {
    /** OpenAI's since its models think; those refuse the other. */
    MAX_COMPLETION_TOKENS,
    /** The older name, which all others know. */
    MAX_TOKENS;

    /** The name for a server that nobody told it of: a wrong guess must be refused there rather than be passed over. */
    static OutputLimitName usual(URI baseUrl) {
        String host = "." + String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        return host.endsWith(".openai.com") || host.endsWith(".azure.com") ? MAX_COMPLETION_TOKENS : MAX_TOKENS;
    }
}
