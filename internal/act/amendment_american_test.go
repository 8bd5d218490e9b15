package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// longTitled is a bill with a long title and one section.
const longTitled = "A BILL\n\n%s\n\nSECTION 1. ROOMS.\n\n    %s\n"

// TestTheLongTitleOfABillNamesWhatItAmends reads of long titles which act is amended.
func TestTheLongTitleOfABillNamesWhatItAmends(t *testing.T) {
	for title, want := range map[string]string{
		"To amend title 54, United States Code, to provide for reading rooms in parks, and for other purposes.": "title 54, United States Code",
		"To amend section 305(b) of title 5, United States Code, with respect to rooms.":                        "title 5, United States Code",
		"To amend chapter 3 of title 54, United States Code, to open rooms.":                                    "title 54, United States Code",
		"To amend the Rooms Act of 1990 to provide for halls.":                                                  "Rooms Act of 1990",
		"To amend title I of the Rooms Act, and for other purposes.":                                            "Rooms Act",
		"To amend the Rooms and Halls Act and the Books Act to open them.":                                      "Rooms and Halls Act",
		"To open rooms, to amend the Rooms Code of 1986, and for other purposes.":                               "Rooms Code of 1986",
		"To amend the rules of rooms.":                                                                          "",
		"To open rooms, and for other purposes.":                                                                "",
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(longTitled, title, "Section 9 is repealed.")), act.Options{Profile: "us"})
		if err != nil {
			t.Fatal(err)
		}
		got, ok := a.Amends()
		if got != want || ok != (want != "") {
			t.Errorf("%q amends %q, %v; want %q", title, got, ok, want)
		}
		orders := a.Amendments()
		if want != "" && (len(orders) != 1 || orders[0].Act != want) || want == "" && len(orders) > 0 {
			t.Errorf("%q: its section orders %+v", title, orders)
		}
	}
}

// TestSentencesOfABillAreTold holds that orders and references of a bill name sentences by their places.
func TestSentencesOfABillAreTold(t *testing.T) {
	const bill = "A BILL\n\nTo amend the Rooms Act to open reading rooms.\n\nSECTION 1. ROOMS.\n\n(a) Rooms.—Section 5 of the Rooms Act is amended%s\n\n(b) Lamps.—As provided in the second sentence of subsection (a), lamps are paid.\n"
	for _, tt := range []struct{ order, want string }{
		{" in the second sentence of subsection (a), by striking “a day” and inserting “a week”.", "replace_words|art_5__para_a|sentences 2|old a day|new a week"},
		{"—\n\n(1) in subsection (b), by striking the second sentence.", "delete_words|art_5__para_b|sentences 2|sentence"},
		{" by striking the last sentence of subsection (c).", "delete_words|art_5__para_c|sentences -1|sentence"},
		{"—\n\n(1) in subsection (e), in the third sentence, by striking “lamp”.", "delete_words|art_5__para_e|sentences 3|old lamp"},
		{" in subsection (e), in the first and second sentences, by inserting “open” before “rooms”.", "insert_words|art_5__para_e|before|sentences 1 2|old rooms|new open"},
		{" by striking the first sentence and inserting the following: “Rooms are open.”.", "replace_words|art_5|sentences 1|sentence|new Rooms are open."},
		{" by striking the second sentence of subsection (a) and inserting the following new sentence: “Rooms are shut.”.", "replace_words|art_5__para_a|sentences 2|sentence|new Rooms are shut."},
		{" by inserting after the first sentence the following: “Rooms are open.”.", "insert_words|art_5|behind|sentences 1|sentence|new Rooms are open."},
		{" by adding at the end of subsection (a) the following new sentence: “Rooms are open.”.", "insert_words|art_5__para_a|end|sentence|new Rooms are open."},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(bill, tt.order)), act.Options{Profile: "us"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range a.Amendments() {
			got = append(got, order(&m))
		}
		if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.order, diff)
		}
		refs := a.References()
		if last := refs[len(refs)-1]; last.Text != "second sentence of subsection (a)" || len(last.Targets) != 1 || last.Targets[0] != "art_1__para_a" {
			t.Errorf("%q: the last reference is %+v", tt.order, last)
		}
	}
}

// TestABillAmendsActsBesideThatOfItsTitle reads whose sections are amended, and that references
// of a section that orders nothing are to the bill.
func TestABillAmendsActsBesideThatOfItsTitle(t *testing.T) {
	a, err := act.Parse([]byte(fmt.Sprintf(longTitled, "To amend title 54, United States Code, to open rooms.", strings.Join([]string{
		`(a) In General.--Section 101 of title 54, United States Code, is amended by striking "may" and inserting "shall".`,
		`(b) Definitions.--Section 102(a)(1) of such title is repealed.`,
		`(c) Rooms.--Section 7 of the Rooms Act is amended by striking subsection (b).`,
		`(d) Halls.--Section 8 of such Act is repealed.`,
		`(e) More.--Section 103 is repealed.`, `(f) Effect.--What is amended by subsection (a) takes effect at once.` + "\n\nSEC. 2. EFFECT.\n\n    Section 1 applies from the date of enactment of this Act.",
	}, "\n    "))), act.Options{Profile: "us"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range a.Amendments() {
		got = append(got, string(m.Action)+" "+m.Act+" "+m.Targets[0].ID)
	}
	want := []string{
		"replace_words title 54, United States Code art_101", "repeal title 54, United States Code art_102__para_a__point_1",
		"repeal Rooms Act art_7__para_b", "repeal Rooms Act art_8", "repeal title 54, United States Code art_103",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got = nil
	for _, r := range a.References() {
		got = append(got, r.Text+"|"+string(r.Scope)+"|"+strings.Join(r.Targets, " "))
	}
	want = []string{
		"Section 101 of title 54, United States Code|other|", "Section 102(a)(1) of such title|other|", "Section 7 of the Rooms Act|other|", "subsection (b)|base|", "Section 8 of such Act|other|",
		"Section 103|base|", "subsection (a)|relative|art_1__para_a", "Section 1|act|art_1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

// TestOrdersOfMarks holds that the marks that an American order strikes or inserts are read as they
// stand, and never for the provision in which they do.
func TestOrdersOfMarks(t *testing.T) {
	const section = "(a) Section 7 of the Rooms Act is amended"
	tests := []struct {
		orders string
		want   []string
	}{
		{" by striking the period at the end of paragraph (2) and inserting “; and”.", []string{"replace_words|art_7__para_1__point_2|end|old .|new ; and"}},
		{"—\n(1) in paragraph (1), by striking “and” at the end;\n(2) in paragraph (2), by striking the period at the end and inserting a semicolon; and\n(3) in paragraph (3), by striking the comma.",
			[]string{"delete_words|art_7__para_1__point_1|end|old and", "replace_words|art_7__para_1__point_2|end|punctuation|old .|new ;", "delete_words|art_7__para_1__point_3|punctuation|old ,"}},
		{" by striking the period.", []string{"delete_words|art_7|punctuation|old ."}},
		{" by striking the comma after “room” and inserting a period.", []string{"replace_words|art_7|behind|punctuation|beside room|old ,|new ."}},
		{" by striking the semicolon at the end of paragraph (1) and inserting “, and”, by striking “; and” at the end of paragraph (2) and inserting a period, and by striking paragraph (3).",
			[]string{"replace_words|art_7__para_1__point_1|end|old ;|new , and", "replace_words|art_7__para_1__point_2|end|old ; and|new .", "repeal|art_7__para_1__point_3"}},
		{" by inserting “, or hall” before the period at the end.", []string{"insert_words|art_7|before|sentences -1|old .|new , or hall"}},
		{" by inserting before the period at the end the following: “, or hall”.", []string{"insert_words|art_7|before|sentences -1|old .|new , or hall"}},

		{" by striking the second comma of paragraph (2) and inserting “;”.", nil},
		{" by striking the second sentence of paragraph (2) and inserting “Halls are open.”.", []string{"replace_words|art_7__para_1__point_2|sentences 2|sentence|new Halls are open."}},
		{" by striking “room” and all that follows through the period at the end and inserting “hall.”.", nil},
		{" by striking “room” and all that follows through “hall”.", nil},
		{" to read as follows:\n“SEC. 7. HALLS.\n“Halls are open.”.", []string{"substitute|art_7|quoted art_1__para_a__mod_1"}},
	}
	for _, tt := range tests {
		src := fmt.Sprintf(americanBill, section+tt.orders)
		if diff := cmp.Diff(tt.want, billOrders(t, src, "us")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

// TestDivisionsOfAnActAreAmended holds that the act is amended of which divisions are said to be,
// and that one which stands in another is not taken for that.
func TestDivisionsOfAnActAreAmended(t *testing.T) {
	const added = " the following:\n“SEC. 330O. HALLS.\n“Halls are open.”."
	const behind = ": insert|art_330N|behind|quoted art_1__para_1__mod_1"
	tests := []struct{ profile, bill, orders, want string }{
		{"us", americanBill, "Part D of title III of the Rooms Act (42 U.S.C. 254b et seq.) is amended by inserting after section 330N" + added, "Rooms Act" + behind},
		{"us", americanBill, "Title III of the Rooms Act is amended by inserting after section 330N" + added, "Rooms Act" + behind},
		{"us", americanBill, "Part D of title III of the Rooms Act is amended by adding at the end" + added, "Rooms Act: insert|title_III__part_D|end|quoted art_1__para_1__mod_1"},
		{"us", americanBill, "Chapter 5 of title 54, United States Code, is amended by inserting after section 330N" + added, "title 54, United States Code" + behind},
		{"us", americanBill, "Title 54, United States Code, is amended by inserting after section 330N" + added, "title 54, United States Code" + behind},
		{"us", americanBill, "Chapter 5 of title 54 of the United States Code is amended by inserting after section 330N" + added, "title 54, United States Code" + behind},
		{"us", americanBill, "Section 7 of title III of the Rooms Act is repealed.", "Rooms Act: repeal|art_7"},
		{"us", americanBill, "Subtitle B of title II of the Rooms Act is repealed.", "Rooms Act: repeal|title_II__sec_B"},
		{"us", americanBill, "Section 7 of the Rooms Act is repealed. Title II of this Act is repealed.", "Rooms Act: repeal|art_7"},
		{"eu", unionBill, "Section 2 of Chapter III is deleted.", "Regulation (EU) 2031/417: repeal|chp_III__sec_2"},
		{"eu", unionBill, "Chapter III, Section 2, is deleted.", "Regulation (EU) 2031/417: repeal|chp_III__sec_2"},
		{"eu", unionBill, "In Chapter III, Section 2 is deleted.", "Regulation (EU) 2031/417: repeal|chp_III__sec_2"},
		{"de", germanBill, "Abschnitt 2 des Kapitels 3 wird aufgehoben.", "Lesesaalgesetz: repeal|chp_3__sec_2"},
		{"de", germanBill, "In Teil 2 Kapitel 3 wird Abschnitt 4 aufgehoben.", "Lesesaalgesetz: repeal|part_2__chp_3__sec_4"},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.bill, tt.orders)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range a.Amendments() {
			got = append(got, m.Act+": "+order(&m))
		}
		if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}
