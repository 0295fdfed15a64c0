package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(false);
    private final AddressGuard lenient = new AddressGuard(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
            })
    void privateAddressesAreOpenOnlyWhenConfigured(String literal) {
        InetAddress address = InetAddress.ofLiteral(literal);

        assertThat(guard.refusal(address)).isPresent();
        assertThat(lenient.refusal(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "::",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "::127.0.0.1",
                "::8.8.8.8",
                "2001:db8::1",
                "2001::1",
                "2001:10::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "64:ff9b:1::1",
                "64:ff9b::a9fe:a9fe",
                "::ffff:169.254.169.254",
                "3fff::1",
                "5f00::1",
                "100::1",
                "4000::1",
            })
    void linkLocalReservedAndMetadataAddressesNeverAre(String literal) {
        InetAddress address = InetAddress.ofLiteral(literal);

        assertThat(guard.refusal(address)).isPresent();
        assertThat(lenient.refusal(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808",
            })
    void publicAddressesAreOpen(String literal) {
        assertThat(guard.refusal(InetAddress.ofLiteral(literal))).isEmpty();
    }

    @Test
    void aMappedAddressThatJavaKeptAsIpv6IsSeenThrough() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress kept = java.net.Inet6Address.getByAddress(null, mapped, -1);

        assertThat(guard.refusal(kept)).isPresent();
    }
}
