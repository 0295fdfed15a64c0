package dev.walden.reasoning.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.walden.reasoning.Deltas;
import org.jspecify.annotations.Nullable;

/** Lets the words of a stream be heard and keeps the whole of it. Confined to the thread that attempts: {@link WireClient} stays on it. */
final class StreamedReply implements StreamingChatResponseHandler {

    private final Deltas heard;
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;

    StreamedReply(Deltas heard) {
        this.heard = heard;
    }

    @Override
    public void onPartialResponse(String text) {
        heard.heard(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        response = whole;
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
    }

    /** What the stream came to, once it is over. */
    ChatResponse response() {
        if (failure != null || response == null) {
            throw new IllegalStateException("The stream came to no whole answer.", failure);
        }
        return response;
    }
}
