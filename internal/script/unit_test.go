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
		// What is no unit.
		{"i/ili, ž/m, d.o.o.", "и/или, ж/м, д.о.о."},
		{"učenika m/ž", "ученика м/ж"},
		{"s/m", "с/м"},
		{"format A4, put E75, B2B", "формат А4, пут Е75, Б2Б"},
		{"član 5. i tačka 3g", "члан 5. и тачка 3г"},
		{"5 m, 3 l i 7 t", "5 м, 3 л и 7 т"},
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
