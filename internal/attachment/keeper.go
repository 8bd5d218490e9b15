package attachment

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Keeper keeps files under keys. It is safe for concurrent use.
type Keeper interface {
	// Put keeps a file, and returns when it is durable. A key is written once.
	Put(ctx context.Context, key string, data []byte) error
	// Get returns a file, or ErrNotKept.
	Get(ctx context.Context, key string) ([]byte, error)
	// Delete removes a file; one that is not there is no error.
	Delete(ctx context.Context, key string) error
}

// ErrNotKept says that nothing is kept under a key.
var ErrNotKept = errors.New("not kept")

// OpenKeeper opens what an address names: a folder, which is made, or a bucket as
//
//	s3://bucket/prefix?endpoint=s3.example.org&region=eu-central-1
//
// whose credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from
// what else the machine is given. insecure=true is for an endpoint without TLS.
func OpenKeeper(address string) (Keeper, error) {
	if !strings.HasPrefix(address, "s3://") {
		return OpenFolder(address)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("open attachments: %q is no s3://bucket/prefix?endpoint=…", address)
	}
	q := u.Query()
	for name := range q {
		if name != "endpoint" && name != "region" && name != "insecure" {
			return nil, fmt.Errorf("open attachments: there is no parameter %q", name)
		}
	}
	return openBucket(u.Host, strings.Trim(u.Path, "/"), q.Get("endpoint"), q.Get("region"), q.Get("insecure") == "true")
}

// checkKey holds keys to what is a name in every file system and every bucket.
func checkKey(key string) error {
	if len(key) < 8 || len(key) > 64 {
		return fmt.Errorf("key %q has not 8 to 64 characters", key)
	}
	for i := range len(key) {
		c := key[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-' {
			return fmt.Errorf("key %q holds other characters than small letters, digits and dashes", key)
		}
	}
	return nil
}
