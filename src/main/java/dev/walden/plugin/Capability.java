package dev.walden.plugin;

/** What a tool needs to be allowed to reach. A call is refused when its tool needs what the service does not grant. */
public enum Capability {
    /** Read files of the space's workspace. */
    READ_WORKSPACE,
    /** Create and replace files of the space's workspace. */
    WRITE_WORKSPACE,
    /** Open connections, through the guarded client only. */
    NETWORK,
    /** Look into the space's memory. */
    READ_MEMORY,
    /** Add to and remove from the space's memory. */
    WRITE_MEMORY,
    /** Start programs of the machine. Not granted unless configuration says so. */
    SHELL,
    /** Run inside the service's own process, as code of a plugin jar does. Not granted unless configuration says so. */
    JAR_PLUGIN
}
