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
		if want := "definitions/" + d.ID + ".yaml"; f.Name != want && f.Name != "definitions/"+d.ID+"@"+d.Version+".yaml" {
			t.Errorf("got file %s for %s, want %s, or of an older version its id@version", f.Name, d.ID, want)
		}
	}
}

func TestAVersionIsFoundByItsDate(t *testing.T) {
	newest, err := Get("test.two_stage")
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"", newest.Version} {
		d, err := GetVersion("test.two_stage", version)
		if err != nil || d.Hash != newest.Hash {
			t.Errorf("version %q: %v", version, err)
		}
	}
	_, err = GetVersion("test.two_stage", "1999-01-01")
	if want := `find version "1999-01-01" of test.two_stage: not known, there is ` + newest.Version; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = GetVersion("test.none", "")
	if err == nil {
		t.Error("a procedure that is none is found")
	}
}
