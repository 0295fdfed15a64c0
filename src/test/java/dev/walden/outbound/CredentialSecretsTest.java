package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.OutboundProperties.CredentialProperties;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialSecretsTest {

    @Test
    void aSecretIsFilledIntoACredentialWhenItIsSent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(200, "", ""))) {
            Map<String, CredentialProperties> credentials = Map.of(
                    "a",
                    new CredentialProperties(URI.create(server.url("/")), "Authorization", "Bearer ${secret:shop}"));
            try (GuardedHttpClient client = new GuardedHttpClient(
                            Clients.properties(true, credentials),
                            Clients::thisMachine,
                            SecretsForTests.of(Map.of("shop", "hunter2-hunter2")));
                    GuardedHttpClient without = new GuardedHttpClient(
                            Clients.properties(true, credentials), Clients::thisMachine, Secrets.none())) {
                OutboundResult refused = without.exchange(Clients.get(server.url("/")));
                OutboundResult result = client.exchange(Clients.get(server.url("/")));

                assertThat(refused)
                        .isInstanceOfSatisfying(
                                Refused.class, no -> assertThat(no.reason()).contains("no secret named shop"));
                assertThat(result).isInstanceOf(Response.class);
                assertThat(server.requests()).singleElement().asString().contains("Bearer hunter2-hunter2");
            }
        }
    }

    /** Where a secret in arguments may be sent was asked of the first address alone. */
    @Test
    void aRedirectTakesNoSecretOfACallToAnotherPath() throws Exception {
        RawServer.Answer moved = (request, out) ->
                out.write(RawServer.response(request.contains(" /other ") ? 200 : 302, "Location: /other\r\n", "")
                        .getBytes(StandardCharsets.UTF_8));
        Secrets secrets = SecretsForTests.of(Map.of("shop", "hunter2-hunter2"));
        try (RawServer server = new RawServer(moved);
                GuardedHttpClient client =
                        new GuardedHttpClient(Clients.properties(true, Map.of()), Clients::thisMachine, secrets)) {
            OutboundResult result = client.exchange(new OutboundRequest(
                    "GET",
                    server.url("/pay"),
                    Map.of("X-Key", secrets.filled("key ${secret:shop}")),
                    Optional.empty(),
                    Duration.ofSeconds(5)));

            assertThat(server.requests()).singleElement().asString().contains("hunter2-hunter2");
            assertThat(result).isInstanceOfSatisfying(Response.class, answer -> {
                assertThat(answer.status()).isEqualTo(302);
                assertThat(answer.notes()).singleElement().asString().contains("/other was not followed: a secret");
            });
            client.exchange(Clients.get(server.url("/pay")));
            assertThat(server.requests()).hasSize(3).last().asString().startsWith("GET /other ");
        }
    }
}
