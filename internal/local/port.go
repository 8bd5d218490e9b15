package local

import (
	"fmt"
	"io"
	"net"
	"runtime"
	"strconv"
)

// portsTried is how many ports from the usual one upwards are tried.
const portsTried = 200

// port is a free TCP port, claimed among copies of this program for as long as
// this process lives or until it is closed.
type port struct {
	number int
	claim  io.Closer
}

// claimPort returns the first port from usual upwards that is free on host.
// Two copies that start in the same moment do not get the same one.
func claimPort(host string, usual int) (port, error) {
	for n := usual; n < usual+portsTried && n < 1<<16; n++ {
		p, err := claimExactly(host, n)
		if err == nil {
			return p, nil
		}
	}
	return port{}, fmt.Errorf("find a free port on %s: %d to %d are all taken", host, usual, usual+portsTried-1)
}

// claimExactly returns that port or why it cannot be had.
func claimExactly(host string, number int) (port, error) {
	claim, err := claimAmongCopies(number)
	if err != nil {
		return port{}, err
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(number)))
	if err != nil {
		claim.Close()
		return port{}, err
	}
	err = l.Close()
	if err != nil {
		claim.Close()
		return port{}, err
	}
	return port{number, claim}, nil
}

// claimAmongCopies holds a name for the port in Linux's abstract socket
// namespace, which is as wide as the ports are and forgets with the process.
func claimAmongCopies(number int) (io.Closer, error) {
	if runtime.GOOS != "linux" {
		return io.NopCloser(nil), nil
	}
	return net.Listen("unix", fmt.Sprintf("@rasprava/port/%d", number))
}

// on returns host:number.
func (p port) on(host string) string { return net.JoinHostPort(host, strconv.Itoa(p.number)) }
