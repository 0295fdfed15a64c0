package dev.walden.tools;

import dev.walden.plugin.ToolException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what the file system says into what a model should hear, without the paths of this machine. */
final class WorkspaceComplaint {

    private WorkspaceComplaint() {}

    static ToolException of(WorkspacePath path, IOException cause) {
        String why = switch (cause) {
            case NoSuchFileException _ -> "there is no such file or folder; list_files shows what there is";
            case NotDirectoryException _ -> "a name on the way is no folder, or a link, which is not followed";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getClass().getSimpleName();
        };
        return ToolException.trusted("The path " + path + " cannot be used: " + why + ".", cause);
    }
}
