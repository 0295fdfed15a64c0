package dev.walden.memory.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillFolderTest {

    @TempDir
    Path home;

    private SkillFolder skills;

    @BeforeEach
    void open() {
        skills = new SkillFolder(home.resolve("skills"), Duration.ZERO);
    }

    @Test
    void aFolderThatIsNotThereHasNoSkills() {
        assertThat(skills.all()).isEmpty();
        assertThat(skills.find("any")).isEmpty();
    }

    @Test
    void aBrokenSkillIsToldAndHidesNoOther() throws IOException {
        write("good", skill("good", "Fine."));
        write("bad", "---\nname: bad\ndescription: d\nsteps: 5\n---\n");
        write("Upper", skill("Upper", "x"));
        Files.createDirectories(home.resolve("skills/empty"));

        assertThat(skills.all()).extracting(Skill::name).containsExactly("Upper", "bad", "empty", "good");
        assertThat(skills.find("good").orElseThrow().usable()).isPresent();
        assertThat(skills.find("bad").orElseThrow().problem())
                .isEqualTo("skills/bad/SKILL.md, line 4: expected a list as steps of the front matter, found 5."
                        + " Begin each element with a dash.");
        assertThat(skills.find("empty").orElseThrow().problem())
                .isEqualTo("skills/empty/SKILL.md is not there. Put the file there, or remove the folder.");
    }

    @Test
    void aChangedFileIsReadAgainAndAnUnchangedOneIsNot() throws IOException {
        Path file = write("s", skill("s", "First."));
        var first = skills.find("s").orElseThrow();

        assertThat(skills.find("s").orElseThrow()).isSameAs(first);
        write("s", skill("s", "Again."));
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));

        assertThat(skills.find("s").orElseThrow().usable().orElseThrow().instructions())
                .isEqualTo("Again.");
        Files.delete(file);
        assertThat(skills.find("s").orElseThrow().usable()).isEmpty();
        Files.delete(file.getParent());
        assertThat(skills.find("s")).isEmpty();
        assertThat(skills.all()).isEmpty();
    }

    @Test
    void linksOutOfTheFolderAreNotFollowed() throws IOException {
        Path outside = Files.writeString(home.resolve("outside.md"), skill("a", "Outside."));
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("SKILL.md"), skill("b", "Outside."));
        Files.createDirectories(home.resolve("skills/a"));
        Files.createSymbolicLink(home.resolve("skills/a/SKILL.md"), outside);
        Files.createSymbolicLink(home.resolve("skills/b"), elsewhere);

        assertThat(skills.all())
                .hasSize(2)
                .allSatisfy(skill -> assertThat(skill.problem()).contains("symbolic link"));
        assertThat(skills.find("b")).isEmpty();
        assertThat(skills.find("../elsewhere")).isEmpty();
    }

    @Test
    void filesThatAreTooLongOrNoTextAreTold() throws IOException {
        write("long", skill("long", "x".repeat(70_000)));
        Files.write(
                Files.createDirectories(home.resolve("skills/bytes")).resolve("SKILL.md"),
                new byte[] {'-', '-', '-', (byte) 0xff});

        assertThat(skills.find("long").orElseThrow().problem()).contains("at most 64 KiB");
        assertThat(skills.find("bytes").orElseThrow().problem()).contains("UTF-8");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(
                Files.createDirectories(home.resolve("skills").resolve(name)).resolve("SKILL.md"), text);
    }

    private static String skill(String name, String instructions) {
        return "---\nname: " + name + "\ndescription: Does it.\n---\n" + instructions + "\n";
    }
}
