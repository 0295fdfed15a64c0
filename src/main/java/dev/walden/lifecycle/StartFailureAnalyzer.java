package dev.walden.lifecycle;

import dev.walden.activity.ActivityException;
import dev.walden.tools.PluginException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Says of a failed start what is wrong, where, and what to do, and which exit code tells it. What Spring Boot already explains
 * well (properties, ports) has only its code here.
 */
public final class StartFailureAnalyzer implements FailureAnalyzer {

    /** For Spring Boot, which finds it by name. */
    public StartFailureAnalyzer() {}

    /** The exit code of a start that ended with {@code failure}. */
    public static ExitCode exitCodeOf(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            ExitCode code = codeOf(at);
            if (code != ExitCode.FAILED) {
                return code;
            }
        }
        return ExitCode.FAILED;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String action = actionOf(at);
            if (!action.isEmpty()) {
                return new FailureAnalysis(descriptionOf(at), action, at);
            }
        }
        return null;
    }

    private static ExitCode codeOf(Throwable failure) {
        return switch (failure) {
            case ActivityException log -> codeOf(log);
            case PortInUseException _ -> ExitCode.PORT_IN_USE;
            case java.net.BindException _ -> ExitCode.PORT_IN_USE;
            case BindException _ -> ExitCode.BAD_CONFIGURATION;
            case InvalidConfigurationPropertyValueException _ -> ExitCode.BAD_CONFIGURATION;
            case ConfigDataException _ -> ExitCode.BAD_CONFIGURATION;
            case YAMLException _ -> ExitCode.BAD_CONFIGURATION;
            case PluginException _ -> ExitCode.BAD_CONFIGURATION;
            case FileSystemException _ -> ExitCode.NOT_WRITABLE;
            default -> ExitCode.FAILED;
        };
    }

    private static ExitCode codeOf(ActivityException failure) {
        return switch (failure.code()) {
            case "data_folder_locked" -> ExitCode.LOCKED;
            case "log_damaged", "log_unreadable", "restore_unfinished" -> ExitCode.DAMAGED;
            case "log_unknown_format" -> ExitCode.NEWER_FORMAT;
            case "key_unusable" -> ExitCode.BAD_CONFIGURATION;
            case "log_unusable", "view_failed", "no_space" -> ExitCode.NOT_WRITABLE;
            default -> ExitCode.FAILED;
        };
    }

    private static String actionOf(Throwable failure) {
        return switch (failure) {
            case ActivityException.KeyUnusable _ ->
                "Nothing but the views was changed. docs/operations.md#encryption tells how keys are made, kept and changed.";
            case ActivityException log -> actionOf(codeOf(log));
            case UnknownPropertyException _ ->
                "Correct its name or take it out; docs/configuration.md names all that there are.";
            case YAMLException _ -> "Correct the configuration file; indentation is two spaces, and never tabs.";
            case PluginException _ ->
                "Correct the file or take it out of the folder; docs/plugins.md tells what a plugin must be.";
            case FileSystemException _ -> actionOf(ExitCode.NOT_WRITABLE);
            default -> "";
        };
    }

    private static String actionOf(ExitCode code) {
        return switch (code) {
            case LOCKED ->
                "Stop the other process, or give this one a folder of its own with --walden.home=FOLDER. The lock goes with"
                        + " its process, there is nothing to delete.";
            case DAMAGED ->
                "Nothing but the views was changed. Restore the folder from a backup; docs/operations.md#damaged-log tells how, and what can"
                        + " be read from the damaged one.";
            case NEWER_FORMAT ->
                "Nothing but the views was changed. Start the version of Walden that wrote this folder, or a newer one.";
            case NOT_WRITABLE ->
                "Let the user of this process write there and see that the disk has room, or choose another folder with"
                        + " --walden.home=FOLDER.";
            default -> "";
        };
    }

    private static String descriptionOf(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "Walden may not write " + denied.getFile() + ".";
            case FileSystemException other ->
                "Walden could not use " + other.getFile() + ": " + other.getReason() + ".";
            case YAMLException yaml -> "The configuration file is not YAML: " + yaml.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
