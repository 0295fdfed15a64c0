package dev.walden.tools;

import java.util.List;

/**
 * What would become of a call, and why. Nothing was called.
 *
 * @param check what the task machine would be told
 * @param looks the rules of policy in the order they were asked, the last of which decided; empty for an invalid call
 */
public record DryRun(CallCheck check, List<Look> looks) {

    public DryRun {
        looks = List.copyOf(looks);
    }

    /**
     * One rule that was asked.
     *
     * @param rule where it stands in the configuration, or the name of a built-in one
     * @param text its conditions and what it says
     * @param speaks whether it speaks of the call; the last that does decided
     * @param elsewhere whether it is for spaces that the task's is not one of
     */
    public record Look(String rule, String text, boolean speaks, boolean elsewhere) {}
}
