package ledger

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
)

// The leaves and roots that Certificate Transparency implementations of RFC 6962
// test with.
func TestRootsAreThoseOfRFC6962(t *testing.T) {
	var leaves [][]byte
	for _, s := range []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"} {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, b)
	}
	roots := []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	for n, want := range roots {
		_, root, err := Append(0, leaves[:n], Hashes(nil))
		if err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(root[:]); got != want {
			t.Errorf("%d leaves: got %s, want %s", n, got, want)
		}
	}
}

func TestAppendInAnyBatchesGivesOneTree(t *testing.T) {
	random := rand.New(testRandom("batches"))
	for range 60 {
		total := random.IntN(700)
		leaves := make([][]byte, total)
		for i := range leaves {
			leaves[i] = []byte(fmt.Sprint("leaf ", i, random.Uint64()))
		}
		whole, root, err := Append(0, leaves, nil)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(whole)) != tlog.StoredHashCount(int64(total)) {
			t.Fatalf("%d leaves: %d hashes", total, len(whole))
		}
		var parts Hashes
		var partRoot tlog.Hash
		for at := 0; at < total; {
			size := 1 + random.IntN(total-at)
			reads := 0
			added, r, err := Append(int64(at), leaves[at:at+size], tlog.HashReaderFunc(func(x []int64) ([]tlog.Hash, error) {
				reads++
				return parts.ReadHashes(x)
			}))
			if err != nil {
				t.Fatal(err)
			}
			if reads > 1 {
				t.Fatalf("append read %d times, want once", reads)
			}
			parts, partRoot = append(parts, added...), r
			at += size
		}
		if total > 0 && partRoot != root {
			t.Errorf("%d leaves: root differs", total)
		}
		if diff := cmp.Diff(whole, []tlog.Hash(parts)); total > 0 && diff != "" {
			t.Error(diff)
		}
	}
}

func TestEveryLeafProvesInEveryTreeAfterIt(t *testing.T) {
	const most = 70
	var hashes Hashes
	var leaves [][]byte
	for size := int64(1); size <= most; size++ {
		leaf := []byte(fmt.Sprint("leaf ", size))
		added, root, err := Append(size-1, [][]byte{leaf}, hashes)
		if err != nil {
			t.Fatal(err)
		}
		reader := Overlay(hashes, int64(len(hashes)), added)
		leaves = append(leaves, leaf)
		var all []int64
		for n := range size {
			all = append(all, n)
		}
		reads := 0
		proofs, err := Prove(size, all, tlog.HashReaderFunc(func(x []int64) ([]tlog.Hash, error) {
			reads++
			return reader.ReadHashes(x)
		}))
		if err != nil || reads > 1 {
			t.Fatalf("prove in %d: %d reads, %v", size, reads, err)
		}
		for n, proof := range proofs {
			if err := tlog.CheckRecord(proof, size, root, int64(n), tlog.RecordHash(leaves[n])); err != nil {
				t.Errorf("leaf %d of %d: %v", n, size, err)
			}
			if tlog.CheckRecord(proof, size, root, int64(n), tlog.RecordHash([]byte("another"))) == nil {
				t.Errorf("another leaf proves at %d of %d", n, size)
			}
		}
		hashes = append(hashes, added...)
	}
	if _, err := Prove(most, []int64{most}, hashes); err == nil {
		t.Error("a leaf beyond the tree has a proof")
	}
}

func TestBadReadersAreErrors(t *testing.T) {
	short := tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil })
	broken := tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, errors.New("disk is gone") })
	for name, reader := range map[string]HashReader{"short": short, "broken": broken, "none": nil, "empty": Hashes(nil)} {
		if _, _, err := Append(3, [][]byte{{1}}, reader); err == nil {
			t.Errorf("%s: Append gives no error", name)
		}
		if _, err := Prove(3, []int64{1}, reader); err == nil {
			t.Errorf("%s: Prove gives no error", name)
		}
	}
	if _, _, err := Append(-1, nil, Hashes(nil)); err == nil {
		t.Error("Append to a negative size gives no error")
	}
	if _, _, err := Append(0, [][]byte{make([]byte, MaxLeafBytes+1)}, nil); !errors.Is(err, ErrLeaf) {
		t.Errorf("got %v for a leaf too long, want ErrLeaf", err)
	}
}

func TestFlippedBitIsFoundBeforeSigning(t *testing.T) {
	log := newTestLog(t)
	log.extend(t, []byte("a"), []byte("b"), []byte("c"))
	next := [][]byte{[]byte("d"), []byte("e")}
	added, _, err := Append(3, next, log.hashes)
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckLeaves(3, next, added); err != nil {
		t.Errorf("whole leaves: %v", err)
	}
	if err := CheckLeaves(3, [][]byte{[]byte("d"), []byte("E")}, added); !errors.Is(err, ErrCorrupt) {
		t.Errorf("changed bytes: got %v, want ErrCorrupt", err)
	}
	if err := CheckLeaves(3, next, added[:1]); !errors.Is(err, ErrCorrupt) {
		t.Errorf("missing hashes: got %v, want ErrCorrupt", err)
	}
	// The edge of a tree of three: the node over leaves 0 and 1, and leaf 2.
	for _, at := range []int64{tlog.StoredHashIndex(1, 0), tlog.StoredHashIndex(0, 2)} {
		bad := append(Hashes(nil), log.hashes...)
		bad[at][7] ^= 1
		if e, err := log.signer.Extend(log.head, next, bad); !errors.Is(err, ErrCorrupt) {
			t.Errorf("hash %d: got %v, %v, want ErrCorrupt", at, e, err)
		}
	}
}
