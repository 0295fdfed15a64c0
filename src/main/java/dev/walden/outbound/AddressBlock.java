package dev.walden.outbound;

import java.net.InetAddress;

/**
 * A range of addresses of one family that begin with the same bits. Immutable.
 *
 * @param first its first address
 * @param bits how many leading bits are the same
 */
record AddressBlock(InetAddress first, int bits) {

    /** Reads {@code address/bits}, the address as a literal. */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        return new AddressBlock(
                InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
        byte[] prefix = first.getAddress();
        if (prefix.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((prefix[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
