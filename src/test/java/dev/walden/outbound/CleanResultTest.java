package dev.walden.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.OutboundResult.Failed;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CleanResultTest {

    private static final String VALUE = "hunter2-h\u00fcnter2";

    private final Secrets secrets = SecretsForTests.of(Map.of("shop", VALUE));

    @BeforeEach
    void giveOut() {
        assertThat(secrets.filled("${secret:shop}")).isEqualTo(VALUE);
    }

    private static List<OutboundResult> inEachMember() {
        return List.of(
                new Response(200, Map.of("location", VALUE), "", false, List.of(), ""),
                new Response(200, Map.of(), VALUE, false, List.of(), ""),
                new Response(200, Map.of(), "", false, List.of(VALUE), ""),
                new Response(200, Map.of(), "", false, List.of(), VALUE),
                new Refused(VALUE),
                new Failed(VALUE, true));
    }

    @ParameterizedTest
    @MethodSource("inEachMember")
    void noMemberHoldsASecretThatWasGivenOut(OutboundResult said) {
        assertThat(new CleanResult(secrets).of(said, false))
                .asString()
                .contains("[secret shop]")
                .doesNotContain(VALUE);
    }

    @Test
    void norDoBytes() {
        String bytes = new String(VALUE.getBytes(UTF_8), ISO_8859_1);

        assertThat(new CleanResult(secrets).of(new Response(200, Map.of(), bytes, true, List.of(), "a"), true))
                .isEqualTo(new Response(200, Map.of(), "[secret shop]", true, List.of(), "a"));
    }
}
