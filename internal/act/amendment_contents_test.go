package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestTablesOfContentsAreNoProvisions holds that an order of a table of sections is none of the chapter
// that the table is of, that it is said to be unclear once, and that what it names is not sought in the
// bill.
func TestTablesOfContentsAreNoProvisions(t *testing.T) {
	const item = "\n“77. Halls.”."
	tests := []struct {
		orders  string
		want    []string
		unclear int
	}{
		{"The table of sections for chapter 5 of title 54, United States Code, is amended by adding at the end the following:" + item, nil, 1},
		{"The table of sections at the beginning of chapter 5 of title 54, United States Code, is amended by inserting after the item relating to section 76 of such title the following new item:" + item, nil, 1},
		{"The table of contents for chapter 5 of title 54, United States Code, is amended—\n(1) by striking the item relating to section 75;\n(2) by adding at the end the following:" + item, nil, 1},
		{"The analysis for chapter 5 of title 54, United States Code, is amended by adding at the end the following:" + item, nil, 1},
		{"Section 74 of title 54, United States Code, is repealed. The table of sections for chapter 5 of such title is amended by striking the item relating to section 74. Section 75 of such title is repealed.",
			[]string{"repeal|art_74", "repeal|art_75"}, 1},
		{"(a) The table of sections for chapter 5 of title 54, United States Code, is amended by adding at the end the following:" + item + "\n(b) Section 75 of such title is repealed.", []string{"repeal|art_75"}, 1},
		{"Section 74 of title 54, United States Code, is amended by striking “table of rooms” and inserting “analysis”.", []string{"replace_words|art_74|old table of rooms|new analysis"}, 0},
	}
	for _, tt := range tests {
		src := fmt.Sprintf(americanBill, tt.orders)
		if diff := cmp.Diff(tt.want, billOrders(t, src, "us")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
		a, err := act.Parse([]byte(src), act.Options{Profile: "us"})
		if err != nil {
			t.Fatal(err)
		}
		if _, unclear := a.Orders(); len(unclear) != tt.unclear {
			t.Errorf("%q: %d unclear provisions, want %d", tt.orders, len(unclear), tt.unclear)
		}
		for _, ref := range a.References() {
			if len(ref.Dangling) > 0 {
				t.Errorf("%q: %q is sought in the bill", tt.orders, ref.Text)
			}
		}
	}
}
