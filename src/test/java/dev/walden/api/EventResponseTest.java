package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Answered;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventResponseTest {

    @Test
    void eventsThatShareARecordCountAsOneForAPage() {
        TaskId task = new TaskId("taaaaaaaaaaaaaaaa");
        Answered answered = new Answered("rules", TokenUsage.ZERO, Duration.ZERO);
        TaskEvent end = new TaskEvent.TaskCompleted(task, "done", List.of(), answered);
        List<RecordedEvent> events = new RecordedEvent(7, Instant.EPOCH, end).parts();

        assertThat(events).hasSize(2);
        assertThat(EventResponse.Page.from(events, 2).next()).isNull();
        assertThat(EventResponse.Page.from(events, 1).next()).isEqualTo(7);
    }
}
