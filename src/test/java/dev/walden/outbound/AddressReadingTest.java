package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressReadingTest {

    @ParameterizedTest
    @CsvSource({
        "HTTPS://A.Example.:443/x?y=Z#f, https://a.example/x?y=Z",
        "http://a.example, http://a.example/",
        "https://a.example:/, https://a.example/",
        "https://a.example:8443?x, https://a.example:8443/?x",
        "http://a.example:443/%2e%2E/b, http://a.example:443/%2e%2E/b",
        "http://[2001:DB8::1]:80/, http://[2001:db8::1]/",
        "http://[0:0:0:0:0:0:0:1]/, http://[::1]/",
        "http://[::1]:8080/, http://[::1]:8080/",
        "http://[2001:db8:0:0:1:0:0:1]/, http://[2001:db8::1:0:0:1]/",
        "http://[2001:db8:0:1:1:1:1:1]/, http://[2001:db8:0:1:1:1:1:1]/",
        "https://a.example/${secret:pay}?k=${secret:pay}, https://a.example/${secret:pay}?k=${secret:pay}",
    })
    void anAddressHasOneNormalForm(String spelled, String normal) {
        assertThat(reading(spelled).normal()).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:/a.example",
                "https:a.example",
                "https:\\\\a.example",
                "https://me@a.example/",
                "https://a.example\\@b.example/",
                "https://0177.0.0.1/",
                "https://a_b/",
                " https://a.example/",
                "\nHT\tTP://a.example/",
            })
    void whatThisServiceWouldNotAskIsUnreadableAsOthersMay(String text) {
        assertThat(AddressReading.of(text)).isEmpty();
        assertThat(AddressReading.isUnreadable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.example/x", "ftp://a.example/x", "httpsx://a.example/"})
    void whatDoesNotBeginAsAnAddressIsNone(String text) {
        assertThat(AddressReading.of(text)).isEmpty();
        assertThat(AddressReading.isUnreadable(text)).isFalse();
    }

    @Test
    void whatIsReadIsNotUnreadable() {
        assertThat(AddressReading.isUnreadable("HTTPS://a.example./x y")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/../b, /b",
        "/a/%2e%2e/b, /b",
        "/a/%252E%252e/b, /b",
        "/a/x;p=1/..;q/b, /a/b",
        "//a/./b/, /a/b/",
        "/../../b, /b",
        "/a\\..\\b, /b",
        "/%61/%C3%A9, /a/é",
        "/a/.., /",
        "/a/%2fb, /a/b",
        "/%zz%, /%zz%",
        "/a//../b, /a/b",
        "/a//../b, /b",
        "/a/../b;v=1/c, /b;v=1/c",
        "/%7eb/%c3%a9%2f, /~b/%C3%A9%2F",
        "/{é}, /%7B%C3%A9%7D",
        "/a%25252fb, /a/b",
        "/x/../a//b/, /a//b/",
        "'/a/b ', /a/b",
    })
    void whatServersMayMakeOfAPathIsAmongItsReadings(String path, String read) {
        assertThat(reading("https://a.example" + path).all())
                .contains("https://a.example" + path, "https://a.example" + read);
    }

    @ParameterizedTest
    @CsvSource({"?%61dmin=%31#x, ?admin=1", "?%25%36%31=1, ?a=1", "?%7eb=%c3%a9, ?~b=%C3%A9", "'?a=1\t2 ', ?a=12"})
    void aQueryIsReadDecodedAndInOneSpellingAsWell(String query, String read) {
        assertThat(reading("https://a.example/" + query).all()).contains("https://a.example/" + read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/", "/a.b/..c", "/a;v=1/b", "/${secret:x}", "/a?b=../c"})
    void aPathThatEverybodyReadsAlikeIsPlain(String path) {
        assertThat(reading("https://a.example" + path).isPlain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a//b",
                "//a",
                "/a/./b",
                "/%2e%2e/b",
                "/a/..;/b",
                "/a/.;/b",
                "/a/..%3b/b",
                "/a%2fb",
                "/a%5c..",
                "/a\\b",
                "/%252e",
                "/a/.\t./b",
                "/a b"
            })
    void anyOtherIsNot(String path) {
        assertThat(reading("https://a.example" + path).isPlain()).isFalse();
    }

    private static AddressReading reading(String text) {
        return AddressReading.of(text).orElseThrow();
    }
}
