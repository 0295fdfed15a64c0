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
        "GET,302,http://b.example/y,GET",
        "HEAD,303,http://b.example/y,HEAD",
        "GET,307,https://b.example/y,GET",
        "POST,301,http://a.example/y,GET",
        "POST,302,http://b.example/y,GET",
        "POST,303,http://b.example/y,GET",
        "PUT,303,http://a.example/y,GET",
        "POST,307,http://a.example/y,POST",
        "POST,308,/y,POST",
        "PUT,301,/y,PUT",
        "DELETE,307,//a.example:80/y,DELETE",
    })
    void redirectsAreFollowed(String method, int status, String location, String then) {
        assertThat(hop(method, "http://a.example/x").next(status, location).orElseThrow())
                .isInstanceOfSatisfying(
                        Next.Follow.class,
                        follow -> assertThat(follow.hop().method()).isEqualTo(then));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,307,https://a.example/x,http://b.example/y",
        "POST,307,http://a.example/x,http://b.example/y",
        "POST,308,http://a.example/x,http://a.example:81/y",
        "PUT,302,http://a.example/x,https://a.example/y",
        "GET,302,https://a.example/x,http://a.example/y",
        "GET,302,http://a.example/x,ftp://a.example/y",
        "GET,302,http://a.example/x,file:///etc/passwd",
        "GET,302,http://a.example/x,http://user:password@a.example/y",
        "GET,302,http://a.example/x,http:///y",
        "GET,302,http://a.example/x,:not a url",
    })
    void redirectsThatWouldLeakOrDowngradeAreNot(String method, int status, String from, String location) {
        assertThat(hop(method, from).next(status, location).orElseThrow()).isInstanceOf(Next.Stay.class);
    }

    @ParameterizedTest
    @CsvSource({"200,/y", "304,/y", "404,/y", "300,/y"})
    void otherAnswersAreNoRedirects(int status, String location) {
        assertThat(hop("GET", "http://a.example/x").next(status, location)).isEmpty();
        assertThat(hop("GET", "http://a.example/x").next(302, null)).isEmpty();
    }

    @Test
    void anotherOriginSeesNeitherBodyNorHeaders() {
        Next next =
                hop("POST", "http://a.example/x").next(303, "http://b.example/").orElseThrow();

        assertThat(next).isInstanceOfSatisfying(Next.Follow.class, follow -> {
            assertThat(follow.hop().headers()).containsOnlyKeys("Accept");
            assertThat(follow.hop().body()).isEmpty();
        });
    }

    @Test
    void theSameOriginSeesTheHeadersButNoContentTypeWithoutContent() {
        Next next = hop("POST", "http://a.example/x").next(303, "/y").orElseThrow();

        assertThat(next)
                .isInstanceOfSatisfying(
                        Next.Follow.class,
                        follow -> assertThat(follow.hop().headers()).containsOnlyKeys("Accept", "X-Secret"));
    }

    private static Hop hop(String method, String url) {
        return new Hop(method, Target.parse(url), HEADERS, Optional.of("body"));
    }
}
