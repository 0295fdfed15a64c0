package dev.walden.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command tells what came of it. The numbers mean the same as those of the service. */
public enum Exit {
    /** Done; and what was looked at is sound. */
    OK(0, "done, and sound"),
    /** Something unforeseen; of a replay, another decision. */
    FAILED(1, "something unforeseen; of task replay: another decision"),
    /** A command line that means nothing. */
    USAGE(64, "the command line means nothing"),
    /** Something is damaged or missing. */
    DAMAGED(65, "the log, a blob or a backup is damaged"),
    /** There is no log, backup or task where one was named. */
    NOT_FOUND(66, "there is no log, backup or task of that name"),
    /** The target of a backup or a restore is not empty. */
    NOT_EMPTY(73, "the target is not empty"),
    /** A file, or the result itself, could not be read or written. */
    IO_FAILED(74, "a file, or the result itself, could not be read or written"),
    /** A service, or another command, has the data folder. */
    LOCKED(75, "another process has the data folder"),
    /** A newer version wrote it. */
    NEWER_FORMAT(76, "a newer version wrote it"),
    /** What is encrypted cannot be read with the keys at hand. */
    NO_KEY(78, "a key of the encryption is missing, wrong or not kept secret");

    private final int number;
    private final String meaning;

    Exit(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the operating system sees. */
    public int number() {
        return number;
    }

    /** All of them, for people. */
    static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (Exit exit : values()) {
            table.put(" " + exit.number, exit.meaning);
        }
        return table;
    }

    /** For a code of the activity module. */
    static Exit of(String code) {
        return switch (code) {
            case "log_damaged", "log_unreadable" -> DAMAGED;
            case "log_unknown_format" -> NEWER_FORMAT;
            case "data_folder_locked" -> LOCKED;
            case "log_missing", "no_backup" -> NOT_FOUND;
            case "target_not_empty" -> NOT_EMPTY;
            case "key_unusable" -> NO_KEY;
            case "log_unusable", "no_space", "view_failed" -> IO_FAILED;
            default -> FAILED;
        };
    }
}
