package dev.walden.reasoning.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.walden.plugin.ToolDescriptor;
import java.util.List;
import java.util.Map;

/** What one vendor's API has of its own. Thread-safe. */
interface Vendor {

    /** Gives answers in one piece. */
    ChatModel model();

    /** Gives answers while they are made. */
    StreamingChatModel streaming();

    /** What a request with these tools says beside its messages. */
    ChatRequestParameters parameters(List<ToolDescriptor> tools, boolean parallel);

    /** The messages in the order and shape that the API wants. */
    default List<ChatMessage> arranged(List<ChatMessage> messages) {
        return messages;
    }

    /** Reads what an answer, or an event of a stream, says of itself beside its words. */
    void note(Map<?, ?> answer, WireNotes notes);

    /** Whether a stream is one of server-sent events, so that what begins with a brace is none, but an answer in one piece. */
    default boolean sendsEvents() {
        return true;
    }

    /** An event of a stream as the library understands it. */
    default String event(Map<?, ?> answer, String data, WireNotes notes) {
        return data;
    }

    /** A sentence on what to do about an HTTP status, with a space before it; empty when there is nothing special to do. */
    default String advice(int status) {
        return status == 404 || status == 405
                ? " Check its base-url, which needs the version path if its server has one, and its model."
                : "";
    }
}
