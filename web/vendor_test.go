package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vendored is one package of a manifest.
type vendored struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence"`
	Files   []struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
	} `json:"files"`
}

func manifest(t *testing.T, root string) []vendored {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "MANIFEST.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []vendored
	err = json.Unmarshal(text, &all)
	if err != nil {
		t.Fatalf("read the manifest of %s: %v", root, err)
	}
	return all
}

func TestWhatIsOthersIsWhatItsManifestSays(t *testing.T) {
	for _, root := range []string{"static/vendor", "testdata/vendor"} {
		said, held := map[string]string{}, map[string]string{}
		for _, p := range manifest(t, root) {
			if p.Name == "" || p.Version == "" || p.Licence == "" {
				t.Errorf("%s: a package has no name, version or licence: %+v", root, p)
			}
			licensed := false
			for _, f := range p.Files {
				said[f.Path] = f.SHA256
				licensed = licensed || f.Path == p.Name+"-"+p.Version+"/LICENSE"
			}
			if !licensed {
				t.Errorf("%s: %s %s comes without its licence", root, p.Name, p.Version)
			}
		}
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == "MANIFEST.json" {
				return err
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(text)
			name, err := filepath.Rel(root, file)
			held[filepath.ToSlash(name)] = hex.EncodeToString(sum[:])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(said, held); diff != "" {
			t.Errorf("%s: said against held (make assets):\n%s", root, diff)
		}
	}
}

// The lock file is what the versions come from; it names no host.
func TestTheVersionsOfOthersAreExact(t *testing.T) {
	text, err := os.ReadFile("assets/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Needs map[string]string `json:"devDependencies"`
	}
	err = json.Unmarshal(text, &p)
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]string{}
	for _, v := range append(manifest(t, "static/vendor"), manifest(t, "testdata/vendor")...) {
		served[v.Name] = v.Version
	}
	for name, version := range p.Needs {
		if strings.ContainsAny(version, "^~*<>|x ") {
			t.Errorf("%s: got version %q, want an exact one", name, version)
		}
		short := strings.TrimSuffix(strings.TrimPrefix(name, "@fontsource-variable/"), ".org")
		if v, ok := served[short]; ok && v != version {
			t.Errorf("%s: package.json says %s, the manifest %s (make assets)", name, version, v)
		}
	}
	lock, err := os.ReadFile("assets/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved":`) {
		t.Error("the lock file names where its packages were fetched (npm install --omit-lockfile-registry-resolved)")
	}
}
