package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestLinesWithoutStops keeps lines apart that end without a stop where no line is surely broken.
func TestLinesWithoutStops(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{
			"entries of about the same length, none of which a small letter begins",
			`ODLUKA O ČITAONICAMA

Član 1.
Ovom odlukom uređuje se mreža čitaonica na području opštine.
Član 2.
Čitaonice su:
Čitaonica „Lipa”, sa sedištem u Ulici stare vodenice broj 12
Čitaonica „Breza”, sa odeljenjem u zgradi Doma u Donjem Selu
Čitaonica „Jela”, sa sedištem na Trgu izvora, u prizemlju
Čitaonica u školi i pokretna čitaonica.
Član 3.
Savet čine po jedan predstavnik čitalaca, osnivača i opštine
Mandat članova saveta traje dve godine i može da se obnovi
Predsednika bira savet iz reda predstavnika svih čitalaca
Član 4.
Ova odluka stupa na snagu osmog dana od dana objavljivanja.
`,
			`title ODLUKA O ČITAONICAMA
0 art_1 article "Član 1." "" ""
1 art_1__para_1 paragraph "" "" "Ovom odlukom uređuje se mreža čitaonica na području opštine."
0 art_2 article "Član 2." "" ""
1 art_2__para_1 paragraph "" "" "Čitaonice su:"
1 art_2__para_2 paragraph "" "" "Čitaonica „Lipa”, sa sedištem u Ulici stare vodenice broj 12"
1 art_2__para_3 paragraph "" "" "Čitaonica „Breza”, sa odeljenjem u zgradi Doma u Donjem Selu"
1 art_2__para_4 paragraph "" "" "Čitaonica „Jela”, sa sedištem na Trgu izvora, u prizemlju"
1 art_2__para_5 paragraph "" "" "Čitaonica u školi i pokretna čitaonica."
0 art_3 article "Član 3." "" ""
1 art_3__para_1 paragraph "" "" "Savet čine po jedan predstavnik čitalaca, osnivača i opštine"
1 art_3__para_2 paragraph "" "" "Mandat članova saveta traje dve godine i može da se obnovi"
1 art_3__para_3 paragraph "" "" "Predsednika bira savet iz reda predstavnika svih čitalaca"
0 art_4 article "Član 4." "" ""
1 art_4__para_1 paragraph "" "" "Ova odluka stupa na snagu osmog dana od dana objavljivanja."
`,
		},
		{
			"the first of a list behind a colon, which had no room on its line",
			`ОДЛУКА О КЛУПАМА

Члан 1.
Овом одлуком уређују се постављање и чување клупа на
јавним површинама, као и надзор над њима и над местима
на којима стоје.
Члан 2.
Забрањено је клупе премештати и бојити, а највише оне:
Извор, Липа
Трг воде
Стари парк
Клупе се чисте сваког јутра, а оштећене се уклањају у
року од осам дана, о чему се грађани обавештавају на
месту на коме су стајале.
Члан 3.
Ова одлука ступа на снагу осмог дана од дана када буде
објављена.
`,
			`title ОДЛУКА О КЛУПАМА
0 art_1 article "Члан 1." "" ""
1 art_1__para_1 paragraph "" "" "Овом одлуком уређују се постављање и чување клупа на јавним површинама, као и надзор над њима и над местима на којима стоје."
0 art_2 article "Члан 2." "" ""
1 art_2__para_1 paragraph "" "" "Забрањено је клупе премештати и бојити, а највише оне:"
1 art_2__para_2 paragraph "" "" "Извор, Липа"
1 art_2__para_3 paragraph "" "" "Трг воде"
1 art_2__para_4 paragraph "" "" "Стари парк"
1 art_2__para_5 paragraph "" "" "Клупе се чисте сваког јутра, а оштећене се уклањају у року од осам дана, о чему се грађани обавештавају на месту на коме су стајале."
0 art_3 article "Члан 3." "" ""
1 art_3__para_1 paragraph "" "" "Ова одлука ступа на снагу осмог дана од дана када буде објављена."
`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := act.Parse([]byte(test.text), act.Options{Name: "odluka.txt", Profile: "rs"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, provisions(a)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
