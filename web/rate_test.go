package web

import (
	"testing"
	"time"
)

func TestRatesAreRead(t *testing.T) {
	for text, want := range map[string]Rate{
		"off": {}, "30/m": {2 * time.Second, 30}, "1/s": {time.Second, 1}, "120/h": {30 * time.Second, 120}} {
		got, err := ParseRate(text)
		if err != nil || got != want {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "0/m", "-1/m", "30", "30/d", "m/30", "30/m/m", "1000001/s", "30 /m"} {
		got, err := ParseRate(text)
		if err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

func TestASenderOfIPv6IsItsNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "unix": "unix"} {
		got := network(address)
		if got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
