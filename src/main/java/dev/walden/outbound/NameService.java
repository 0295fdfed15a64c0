package dev.walden.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where host names become addresses: the system's resolver, or a test's that changes its mind. Thread-safe. */
interface NameService {

    /** All addresses of a name or literal; at least one. */
    InetAddress[] lookup(String host) throws UnknownHostException;
}
