package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Rate is how often something may be done: Burst times at once, and once each
// Every in the long run. The zero Rate sets no limit.
type Rate struct {
	Every time.Duration
	Burst int
}

// ParseRate reads `off`, or a count and a unit: `30/m` is thirty a minute, all
// of which may come at once. Units are s, m and h.
func ParseRate(s string) (Rate, error) {
	if s == "off" {
		return Rate{}, nil
	}
	count, unit, ok := strings.Cut(s, "/")
	length, known := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}[unit]
	n, err := strconv.Atoi(count)
	if !ok || !known || err != nil || n < 1 || n > 1_000_000 {
		return Rate{}, fmt.Errorf("read rate %q: want off or a count a unit, as 30/m", s)
	}
	return Rate{Every: length / time.Duration(n), Burst: n}, nil
}

func (r Rate) off() bool { return r.Every <= 0 || r.Burst <= 0 }

// Sign-in is slow on purpose: an account bears ten attempts in fifteen minutes
// from one address, and many more from all together, so that nobody can shut an
// official out from afar; an address bears more, because a whole ministry may
// share one.
var (
	signInsAccount    = Rate{Every: 90 * time.Second, Burst: 10}
	signInsEverywhere = Rate{Every: 4500 * time.Millisecond, Burst: 200}
	signInsAddress    = Rate{Every: 3 * time.Second, Burst: 60}
)

// limitedError says that the caller has to wait.
type limitedError struct {
	code dossier.Code
	wait time.Duration
}

func (e *limitedError) Error() string {
	return fmt.Sprintf("refused: %s for %s", e.code, e.wait)
}

// allow refuses with code what goes beyond the rate. The key is kept as a hash:
// no address and no e-mail stands in the table of limits.
func (s *Server) allow(ctx context.Context, r Rate, code dossier.Code, what, who string) error {
	if r.off() {
		return nil
	}
	sum := sha256.Sum256([]byte(what + "\n" + who))
	ok, wait, err := s.store.Allow(ctx, what+"/"+hex.EncodeToString(sum[:16]), r.Every, r.Burst)
	if err != nil {
		return err
	}
	if !ok {
		return &limitedError{code: code, wait: wait}
	}
	return nil
}

// network returns what counts as one sender: an IPv4 address, or the /64 that
// a single subscriber of IPv6 has.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	addr = addr.Unmap()
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return ip
	}
	return prefix.String()
}
