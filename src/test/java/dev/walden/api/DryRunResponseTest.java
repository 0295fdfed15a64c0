package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.tools.CallCheck;
import dev.walden.tools.DryRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunResponseTest {

    private static final DryRun RUN = new DryRun(
            new CallCheck.Invalid("no"),
            List.of(
                    new DryRun.Look("walden.tools.policy.rules[0]", "tool *, space board-secret → deny", false, true),
                    new DryRun.Look("otherwise", "all else → allow", true, false)));

    @Test
    void whoMayNotKnowOfOtherSpacesIsNotToldTheirRules() {
        assertThat(DryRunResponse.from(RUN, false).looked())
                .containsExactly(
                        new DryRunResponse.Look("walden.tools.policy.rules[0]", "a rule for other spaces", false),
                        new DryRunResponse.Look("otherwise", "all else → allow", true));
    }

    @Test
    void whoMayIsToldAll() {
        assertThat(DryRunResponse.from(RUN, true).looked().getFirst().text()).contains("board-secret");
    }
}
