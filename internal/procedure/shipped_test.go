package procedure

import "testing"

func TestEveryShippedDefinitionIsSound(t *testing.T) {
	files := Files()
	if len(files) < 2 {
		t.Fatalf("got %d shipped files, want at least 2", len(files))
	}
	for _, f := range files {
		for _, fault := range Check(f.Source, f.Name) {
			t.Error(fault)
		}
		d, err := Load(f.Source)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		_, err = d.Compile()
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if want := "definitions/" + d.ID + ".yaml"; f.Name != want {
			t.Errorf("got file %s for %s, want %s", f.Name, d.ID, want)
		}
	}
}
