package dev.walden.outbound;

import static dev.walden.outbound.Clients.addresses;
import static dev.walden.outbound.Clients.get;
import static dev.walden.outbound.Clients.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.Secrets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No way leads to an address inside. */
class InnerAddressTest {

    /** Never allowed; and where the guard is broken, connecting to it stays on this machine. */
    private static final String NOWHERE = "0.0.0.0";

    /** Through a name service that knows this machine only: where the guard is broken, nothing else is asked or connected to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://localhost:PORT/",
                "http://LOCALHOST:PORT/",
                "http://localhost.:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://0:PORT/",
                "http://0.0.0.0:PORT/",
                "http://2130706433:PORT/",
                "http://017700000001:PORT/",
                "http://0x7f000001:PORT/",
                "http://0x7f.0.0.1:PORT/",
                "http://0x7F.1:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://0177.1:PORT/",
                "http://00000177.0.0.1:PORT/",
                "http://127.0.0.01:PORT/",
                "http://127.000.000.001:PORT/",
                "http://127.0.0.2:PORT/",
                "http://127.255.255.255:PORT/",
                "http://[::1]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://user@127.0.0.1:PORT/",
                "http://example.org@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT\\@example.org/",
                "http://%31%32%37.0.0.1:PORT/",
                "http://①②⑦.⓪.⓪.①:PORT/",
                "http://１２７.0.0.1:PORT/",
                "http://127。0。0。1:PORT/",
                "//127.0.0.1:PORT/",
                "127.0.0.1:PORT",
                "file:///etc/passwd",
                "ftp://127.0.0.1:PORT/",
                "gopher://127.0.0.1:PORT/",
                "jar:http://127.0.0.1:PORT/!/",
                "unix:///var/run/docker.sock",
                "http://",
                "http:///",
                "http://:PORT/",
                "",
                "http://127.0.0.1:0/",
                "http://127.0.0.1:99999/",
                "http://127.0.0.1:PORT /",
                "http://127.0.0.1:PORT/\r\nX: y"
            })
    void noSpellingOfTheLoopbackIsConnectedTo(String url) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(200, "", "secret"));
                GuardedHttpClient client =
                        new GuardedHttpClient(properties(false, Map.of()), Clients::thisMachine, Secrets.none())) {
            OutboundResult result = client.exchange(get(url.replace("PORT", String.valueOf(server.port()))));

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    /** Asks the resolver only: a test that fails must not connect to any of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://4294967295/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[2002:7f00:1::]/",
                "http://[fe80::1%25lo]/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[ff02::1]/",
                "http://169.254.169.254/latest/meta-data/",
                "http://2852039166/",
                "http://0xA9FEA9FE/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://100.100.100.200/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://192.0.2.1/",
                "http://198.18.0.1/"
            })
    void noSpellingOfAnotherInnerAddressIsResolved(String url) {
        GuardedResolver resolver = new GuardedResolver(Clients::literal, new AddressGuard(false));

        assertThatThrownBy(() -> resolver.resolve(Target.parse(url).host()))
                .isInstanceOfAny(IllegalArgumentException.class, GuardedResolver.RefusedAddressException.class);
    }

    /** Asks the resolver only, for the same reason. */
    @Test
    void aNameThatLeadsInsideIsRefusedEvenWhenOnlyOneOfItsAddressesDoes() {
        GuardedResolver resolver = new GuardedResolver(_ -> addresses("8.8.8.8", "127.0.0.1"), new AddressGuard(false));

        assertThatThrownBy(() -> resolver.resolve("innocent.example"))
                .isInstanceOf(GuardedResolver.RefusedAddressException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("innocent.example");
    }

    @Test
    void aNameIsLookedUpOnceForEachConnectionSoThatChangingItGainsNothing() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        NameService rebinding = _ -> addresses(lookups.incrementAndGet() == 1 ? "127.0.0.1" : NOWHERE);
        try (RawServer server = RawServer.answering(RawServer.response(302, "Location: /again\r\n", ""));
                GuardedHttpClient client =
                        new GuardedHttpClient(properties(true, Map.of()), rebinding, Secrets.none())) {
            OutboundResult result = client.exchange(get("http://rebind.example:" + server.port() + "/"));

            assertThat(server.requests()).hasSize(1);
            assertThat(lookups).hasValue(2);
            assertThat(result).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.status()).isEqualTo(302);
                assertThat(response.notes()).singleElement().asString().contains(NOWHERE + " of rebind.example");
            });
        }
    }

    @Test
    void aRedirectToAnotherHostIsGivenBackAndItsNameNotEvenLookedUp() throws Exception {
        Queue<String> lookedUp = new ConcurrentLinkedQueue<>();
        NameService names = host -> {
            lookedUp.add(host);
            return addresses("127.0.0.1");
        };
        try (RawServer inner = RawServer.answering(RawServer.response(200, "", "secret"));
                RawServer outer = RawServer.answering(
                        RawServer.response(302, "Location: http://inner.example:" + inner.port() + "/\r\n", "moved"));
                GuardedHttpClient client = new GuardedHttpClient(properties(true, Map.of()), names, Secrets.none())) {
            OutboundResult result = client.exchange(get("http://outer.example:" + outer.port() + "/"));

            assertThat(result).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.body()).isEqualTo("moved");
                assertThat(response.headers()).containsEntry("location", "http://inner.example:" + inner.port() + "/");
                assertThat(response.notes()).singleElement().asString().contains("was not followed");
            });
            assertThat(lookedUp).containsExactly("outer.example");
            assertThat(inner.requests()).isEmpty();
        }
    }
}
