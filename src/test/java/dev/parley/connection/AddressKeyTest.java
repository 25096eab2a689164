package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKeyTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
        "2001:db8:1:2::1, 20010db800010002, 20010db800010002",
        "127.0.0.1, , this host",
        "::1, , this host",
        "::ffff:127.0.0.1, , this host",
    })
    void only_this_hosts_address_is_another_where_others_may_be_behind_it(String address, String alone, String shared) {
        assertEquals(Optional.ofNullable(alone), AddressKey.of(OpeningRequests.from(address, false)));
        assertEquals(Optional.of(shared), AddressKey.of(OpeningRequests.from(address, true)));
    }
}
