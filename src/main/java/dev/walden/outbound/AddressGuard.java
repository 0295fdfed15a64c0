package dev.walden.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says which addresses may not be connected to. Pure and immutable. Of IPv6 only global unicast (2000::/3) is open at all, so that
 * every range not known yet is closed.
 *
 * @param allowPrivate whether loopback, private and shared networks are open; link-local (where clouds serve their metadata),
 *     multicast and reserved ranges never are
 */
record AddressGuard(boolean allowPrivate) {

    private static final List<AddressBlock> PRIVATE = blocks(
            "127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 0:0:0:0:0:0:0:1/128 fc00:0:0:0:0:0:0:0/7");
    /** Metadata services in ranges that are private otherwise. */
    private static final List<AddressBlock> METADATA =
            blocks("fd00:ec2:0:0:0:0:0:254/128 fd20:ce:0:0:0:0:0:254/128 100.100.100.200/32 168.63.129.16/32");

    private static final List<AddressBlock> RESERVED = blocks("0.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24"
            + " 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
            + " 2001:0:0:0:0:0:0:0/23 2001:db8:0:0:0:0:0:0/32 2002:0:0:0:0:0:0:0/16 3fff:0:0:0:0:0:0:0/20");
    private static final AddressBlock GLOBAL = AddressBlock.parse("2000:0:0:0:0:0:0:0/3");
    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b:0:0:0:0:0:0/96");
    private static final int IPV4_BYTES = 4;

    /** Why this address may not be connected to; empty when it may. */
    Optional<String> refusal(InetAddress address) {
        return refusal(unmapped(address.getAddress()));
    }

    private Optional<String> refusal(byte[] address) {
        if (contains(METADATA, address)) {
            return Optional.of("it is a metadata service's");
        }
        if (contains(PRIVATE, address)) {
            return allowPrivate ? Optional.empty() : Optional.of("it is private");
        }
        if (contains(RESERVED, address)) {
            return Optional.of("it is link-local, multicast or reserved");
        }
        if (NAT64.contains(address)) {
            return refusal(Arrays.copyOfRange(address, 12, 16));
        }
        return address.length == IPV4_BYTES || GLOBAL.contains(address)
                ? Optional.empty()
                : Optional.of("it is no global unicast address");
    }

    /** {@code ::ffff:a.b.c.d} is the IPv4 address inside. Java does the same when it can; a mapped one must not slip through. */
    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16 && address[10] == -1 && address[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = address[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private static boolean contains(List<AddressBlock> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(String text) {
        return Arrays.stream(text.split(" ")).map(AddressBlock::parse).toList();
    }
}
