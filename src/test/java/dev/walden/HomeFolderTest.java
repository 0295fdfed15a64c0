package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;

class HomeFolderTest {

    private static final String USER_HOME = System.getProperty("user.home");

    @ParameterizedTest
    @CsvSource({"~/.walden,/.walden", "~,''", "~/a/../b,/b"})
    void aLeadingTildeIsTheHomeOfTheUser(String written, String below) {
        assertThat(homeFor(written)).isEqualTo(USER_HOME + below);
    }

    @Test
    void withoutAWordTheDataFolderIsInTheHomeOfTheUser() {
        var environment = new StandardEnvironment();

        new WaldenApplication.HomeFolder().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("walden.home")).isEqualTo(USER_HOME + "/.walden");
    }

    @ParameterizedTest
    @CsvSource({"data,data", "x~/y,x~/y", "~other/z,~other/z"})
    void anyOtherPathIsTakenAsItIsAndMadeAbsolute(String written, String path) {
        assertThat(homeFor(written)).isEqualTo(Path.of(path).toAbsolutePath().toString());
    }

    private static String homeFor(String written) {
        var environment = new MockEnvironment().withProperty("walden.home", written);
        new WaldenApplication.HomeFolder().postProcessEnvironment(environment, new SpringApplication());
        return String.valueOf(environment.getProperty("walden.home"));
    }
}
