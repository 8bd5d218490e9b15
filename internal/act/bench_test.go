package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// generated returns the text of an act of n articles.
func generated(n int) []byte {
	var b strings.Builder
	b.WriteString("ЗАКОН\nО ОТВОРЕНИМ ЧИТАОНИЦАМА\n\n")
	for i := 1; i <= n; i++ {
		if i%20 == 1 {
			fmt.Fprintf(&b, "ГЛАВА %d\nОРГАНИЗАЦИЈА И РАД\n\n", i/20+1)
		}
		fmt.Fprintf(&b, "Услови за рад читаонице\nЧлан %d.\n", i)
		b.WriteString("Читаоница ради сваког радног дана, а одлуку о радном времену доноси орган који ју је основао, у складу са законом.\n")
		b.WriteString("Орган из става 1. овог члана дужан је да:\n1) обезбеди простор и средства за рад;\n2) објави радно време најкасније осам дана пре почетка рада;\n3) води евиденцију о корисницима („Службени гласник РС”, број 12/24).\n")
		b.WriteString("О приговору корисника одлучује орган из става 2. овог члана у року од 15 дана од дана пријема приговора.\n\n")
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	src := generated(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		a, err := act.Parse(src, act.Options{})
		if err != nil || len(a.Body) == 0 {
			b.Fatal(err)
		}
	}
}
