package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestANameStaysInLatinAsAWhole(t *testing.T) {
	tests := []struct{ latin, want string }{
		{"ugovor sa Microsoft Corporation, SAD", "уговор са Microsoft Corporation, САД"},
		{"železnica Deutsche Bahn i DEUTSCHE BAHN", "железница Deutsche Bahn и DEUTSCHE BAHN"},
		{"Siemens AG, Siemensov uređaj", "Siemens AG, Siemensov уређај"},
		{"sistem iOS, iPad i YouTube, LinkedIn i JavaScript", "систем iOS, iPad и YouTube, LinkedIn и JavaScript"},
		{"licenca Google, Inc. i Oracle Ltd", "лиценца Google, Inc. и Oracle Ltd"},
		{"emitent Raiffeisen Bank International AG iz Beča", "емитент Raiffeisen Bank International AG из Беча"},
		{"izvođač Solar GmbH & Co. KG, Nemačka", "извођач Solar GmbH & Co. KG, Немачка"},
		{"društvo Lufthansa B.V. i Unilever N.V.", "друштво Lufthansa B.V. и Unilever N.V."},
		{"banka Credit Suisse SA u Ženevi", "банка Credit Suisse SA у Женеви"},
		{"dug prema Bank of China i University of Oxford", "дуг према Bank of China и University of Oxford"},
		{"društvo Procter & Gamble, South Stream Serbia AG", "друштво Procter & Gamble, South Stream Serbia AG"},
		{"Court of Justice of the European Communities", "Court of Justice of the European Communities"},
		{"kreditor Banca Intesa a.d. Beograd, Societe Generale banka", "кредитор Banca Intesa а.д. Београд, Societe Generale банка"},
		{"uz Bluetooth, Smith, Becht i Schmidt", "уз Bluetooth, Smith, Becht и Schmidt"},
		{"Electronic Data Project", "Electronic Дата Project"},
		{"društvo Porsche Holding d.o.o. i Porsche Leasing", "друштво Porsche Holding д.о.о. и Porsche Leasing"},
		// What stays Serbian beside them.
		{"Delta Holding, Microsoft holding", "Делта Холдинг, Microsoft холдинг"},
		{"Microsoft Srbija d.o.o. Beograd", "Microsoft Србија д.о.о. Београд"},
		{"Zakon o Wi-Fi mreži", "Закон о Wi-Fi мрежи"},
		{"Direktor Microsoft grupe, Ministar Schmidt, Prethodno Yahoo", "Директор Microsoft групе, Министар Schmidt, Претходно Yahoo"},
		{"UGOVOR MICROSOFT SA BANKOM, MICROSOFT SE OBAVEZUJE", "УГОВОР MICROSOFT СА БАНКОМ, MICROSOFT СЕ ОБАВЕЗУЈЕ"},
		{"Firma GmbH, preko Firme GmbH, nad Austrijskom GmbH", "Фирма GmbH, преко Фирме GmbH, над Аустријском GmbH"},
		{"zgrada AG, Delta AG, sa SA i AS", "зграда АГ, Делта АГ, са СА и АС"},
		{"MK Group, Eurobank, Bank", "МК Гроуп, Еуробанк, Банк"},
		{"Google, Trust i Fund", "Google, Труст и Фунд"},
		{"Marković & Sin, Google & Marković", "Марковић & Син, Google & Марковић"},
		{"transsibirska, transseksualan, dvadesettrogodišnjak, posttranzicioni, četvrttonski", "транссибирска, транссексуалан, двадесеттрогодишњак, посттранзициони, четврттонски"},
		{"prethodni, othraniti, shvatiti, kuckati, iseckan, hiperrealan, interregionalni, vakuummetar", "претходни, отхранити, схватити, куцкати, исецкан, хиперреалан, интеррегионални, вакуумметар"},
		{"bastion, pankration, Tehran, tehnika, zoo, vrh, duh, šaht, neophodan", "бастион, панкратион, Техран, техника, зоо, врх, дух, шахт, неопходан"},
		{"eUprava, eZUP, BiH", "еУправа, еЗУП, БиХ"},
	}
	for _, tt := range tests {
		if got := script.ToCyrillic(tt.latin); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.latin, got, tt.want)
		}
	}
}
