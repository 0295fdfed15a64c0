package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.Hop.Next;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopTest {

    private static final Map<String, String> HEADERS =
            Map.of("X-Secret", "s", "Accept", "text/html", "Content-Type", "text/plain");

    @ParameterizedTest
    @CsvSource({
        "GET,301,http://a.example/y,GET",
        "GET,302,/y,GET",
        "HEAD,303,http://a.example/y,HEAD",
        "GET,307,//a.example:80/y,GET",
        "GET,308,http://A.EXAMPLE./y,GET",
        "POST,301,http://a.example/y,GET",
        "POST,302,/y,GET",
        "POST,303,/y,GET",
        "PUT,303,http://a.example/y,GET",
    })
    void redirectsAreReadWithinTheOrigin(String method, int status, String location, String then) {
        assertThat(hop(method, "http://a.example/x").next(status, location).orElseThrow())
                .isInstanceOfSatisfying(
                        Next.Follow.class,
                        follow -> assertThat(follow.hop().method()).isEqualTo(then));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,301,http://a.example/x,http://b.example/y",
        "GET,302,http://a.example/x,http://a.example:81/y",
        "GET,307,http://a.example/x,https://a.example/x",
        "GET,308,https://a.example/x,http://a.example/x",
        "HEAD,303,http://a.example/x,//b.example/x",
        "POST,302,http://a.example/x,http://b.example/y",
        "POST,303,http://a.example/x,http://b.example/y",
        "POST,307,http://a.example/x,http://b.example/y",
        "GET,302,http://a.example/x,ftp://a.example/y",
        "GET,302,http://a.example/x,file:///etc/passwd",
        "GET,302,http://a.example/x,http://user:password@a.example/y",
        "GET,302,http://a.example/x,http:///y",
        "GET,302,http://a.example/x,:not a url",
    })
    void redirectsToAnotherOriginAreNotFollowed(String method, int status, String from, String location) {
        assertThat(hop(method, from).next(status, location).orElseThrow()).isInstanceOf(Next.Stay.class);
    }

    @ParameterizedTest
    @CsvSource({"POST,307", "POST,308", "PATCH,301", "PATCH,302", "PUT,301", "PUT,302", "PUT,307", "DELETE,308"})
    void whatMayHaveAnEffectIsNotRepeatedElsewhere(String method, int status) {
        assertThat(hop(method, "http://a.example/x").next(status, "/y").orElseThrow())
                .isInstanceOfSatisfying(
                        Next.Stay.class,
                        stay -> assertThat(stay.why())
                                .contains("http://a.example/y was not followed: " + method + " is not repeated")
                                .contains("new call"));
    }

    @ParameterizedTest
    @CsvSource({"200,/y", "304,/y", "404,/y", "300,/y"})
    void otherAnswersAreNoRedirects(int status, String location) {
        assertThat(hop("GET", "http://a.example/x").next(status, location)).isEmpty();
        assertThat(hop("GET", "http://a.example/x").next(302, null)).isEmpty();
    }

    @Test
    void whatIsReadCarriesTheHeadersButNoBodyAndNoContentType() {
        Next next = hop("POST", "http://a.example/x").next(303, "/y").orElseThrow();

        assertThat(next).isInstanceOfSatisfying(Next.Follow.class, follow -> {
            assertThat(follow.hop().headers()).containsOnlyKeys("Accept", "X-Secret");
            assertThat(follow.hop().body()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"GET,302,/y", "HEAD,307,http://a.example/y", "POST,303,/x"})
    void aSecretInTheHeadersGoesToTheFirstAddressAlone(String method, int status, String location) {
        Hop hop = new Hop(method, Target.parse("http://a.example/x"), HEADERS, Optional.empty(), true);

        assertThat(hop.next(status, location).orElseThrow())
                .isInstanceOfSatisfying(
                        Next.Stay.class,
                        stay -> assertThat(stay.why()).contains("a secret is in the headers", "new call"));
    }

    private static Hop hop(String method, String url) {
        return new Hop(method, Target.parse(url), HEADERS, Optional.of("body"), false);
    }
}
