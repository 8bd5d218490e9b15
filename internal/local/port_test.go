package local

import (
	"net"
	"testing"
)

func TestATakenPortIsPassedOver(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	usual := l.Addr().(*net.TCPAddr).Port
	p, err := claimPort("127.0.0.1", usual)
	if err != nil {
		t.Fatal(err)
	}
	defer p.claim.Close()
	if p.number <= usual {
		t.Errorf("got port %d, want one after the taken %d", p.number, usual)
	}
}

func TestAClaimedPortIsPassedOverBeforeAnybodyListens(t *testing.T) {
	t.Parallel()
	first, err := claimPort("127.0.0.1", 21000)
	if err != nil {
		t.Fatal(err)
	}
	defer first.claim.Close()
	second, err := claimPort("127.0.0.1", 21000)
	if err != nil {
		t.Fatal(err)
	}
	defer second.claim.Close()
	if first.number == second.number {
		t.Errorf("two claims got port %d", first.number)
	}
	first.claim.Close()
	third, err := claimExactly("127.0.0.1", first.number)
	if err != nil {
		t.Fatalf("a released port: %v", err)
	}
	third.claim.Close()
}

func TestNoPortIsSaid(t *testing.T) {
	t.Parallel()
	_, err := claimPort("192.0.2.1", 21500) // no machine has this address
	if err == nil {
		t.Error("a port was found on an address that this machine does not have")
	}
}
