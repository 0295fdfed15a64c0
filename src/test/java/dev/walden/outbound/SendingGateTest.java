package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SendingGateTest {

    private final SendingGate gate = new SendingGate();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    @Test
    void afterItClosedUnsentNothingIsSent() throws Exception {
        gate.hop(() -> cancelled.set(true));

        assertThat(gate.close()).isFalse();
        assertThat(cancelled).isTrue();
        assertThatThrownBy(gate::pass).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> gate.hop(() -> {})).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void whatWasSentStaysSentWhenTheNextRequestWasNot() throws Exception {
        gate.hop(() -> {});
        gate.pass();
        gate.hop(() -> {});

        assertThat(gate.sent()).isTrue();
        assertThat(gate.close()).isTrue();
    }
}
