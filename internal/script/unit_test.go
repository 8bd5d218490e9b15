package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestUnitsAndFormulasStayInLatin(t *testing.T) {
	tests := []struct{ latin, want string }{
		{"vrednost pH vode", "вредност pH воде"},
		{"pH-metar", "pH-метар"},
		{"emisija CO2, CO₂ i SO2", "емисија CO2, CO₂ и SO2"},
		{"H2O, N2O i H2SO4", "H2O, N2O и H2SO4"},
		{"čestice PM10 i PM2,5", "честице PM10 и PM2,5"},
		{"brzina 5 m/s, odnosno 20 km/h", "брзина 5 m/s, односно 20 km/h"},
		{"izraženo u m/s", "изражено у m/s"},
		{"30 kWh i cena po kWh", "30 kWh и цена по kWh"},
		{"10 mg/l, 3 µg/m3 i 5 mg/Nm³", "10 mg/l, 3 µg/m3 и 5 mg/Nm³"},
		{"12 kN/m2 i 6 W/m2K", "12 kN/m2 и 6 W/m2K"},
		{"1) 20 m²;\n2) m²\ni 5 km² ili 3 cm³/s", "1) 20 m²;\n2) m²\nи 5 km² или 3 cm³/s"},
		{"nivo u dB(A), 65 dB", "ниво у dB(A), 65 dB"},
		{"na 25 °C i 77 °F", "на 25 °C и 77 °F"},
		{"110 kV i 10 MVA", "110 kV и 10 MVA"},
		{"2 mSv godišnje", "2 mSv годишње"},
		{"5 m, 3 l, 7 t, 24 h, 10 min i 100 W", "5 m, 3 l, 7 t, 24 h, 10 min и 100 W"},
		{"zrna lakšeg od 9,0 g; 30 s od početka, najmanje 5 s.", "зрна лакшег од 9,0 g; 30 s од почетка, најмање 5 s."},
		{"širine 2–10 m, visine do 2017 m.\nBistra (2641 m)", "ширине 2–10 m, висине до 2017 m.\nБистра (2641 m)"},
		{"20 m2, 3 m3, 5 km2 i cena po m2", "20 m2, 3 m3, 5 km2 и цена по m2"},
		{"2,5 m2/l, 3,5 t ili 26.672 ha i 220 V", "2,5 m2/l, 3,5 t или 26.672 ha и 220 V"},
		{"osigurač od 16 A i struja do 25 A", "осигурач од 16 A и струја до 25 A"},
		{"Dubina 5 m. Masa 3 t.", "Дубина 5 m. Маса 3 t."},
		// What is no unit.
		{"i/ili, ž/m, d.o.o.", "и/или, ж/м, д.о.о."},
		{"učenika m/ž", "ученика м/ж"},
		{"s/m", "с/м"},
		{"format A4, put E75, B2B", "формат А4, пут Е75, Б2Б"},
		{"član 5. i tačka 3g", "члан 5. и тачка 3г"},
		{"tačka 5 m, stav 3 l i br. 7 t", "тачка 5 м, став 3 л и бр. 7 т"},
		{"član 5 a, čl. 5, 6 i 7 g, alineja 2 m", "члан 5 а, чл. 5, 6 и 7 г, алинеја 2 м"},
		{"ulica Nemanjina 12 A, u Nemanjinoj 12 g, ul. Balkanska 3 h", "улица Немањина 12 А, у Немањиној 12 г, ул. Балканска 3 х"},
		{"2010 g. i 15.5.2010 g. u 20 g. rada", "2010 г. и 15.5.2010 г. у 20 г. рада"},
		{"kat. parc. 5 m/n, 5 s tim da, 3 s-a", "кат. парц. 5 м/н, 5 с тим да, 3 с-а"},
		{"5m, 3l", "5м, 3л"},
		{"CO je otrovan", "ЦО је отрован"},
		{"NOSILAC2", "НОСИЛАЦ2"},
		{"m/school", "м/school"},
	}
	for _, tt := range tests {
		if got := script.ToCyrillic(tt.latin); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.latin, got, tt.want)
		}
	}
}
