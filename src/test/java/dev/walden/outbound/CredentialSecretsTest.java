package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.OutboundProperties.CredentialProperties;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import java.net.URI;
import java.util.Map;
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
}
