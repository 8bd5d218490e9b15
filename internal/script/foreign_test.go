package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestForeignWordsPhrasesAndCompoundsStayInLatin(t *testing.T) {
	tests := []struct{ latin, want string }{
		{"sistem Microsoft Windows", "систем Microsoft Windows"},
		{"usluga Googlea, Facebook i Microsoftov", "услуга Googlea, Facebook и Microsoftov"},
		{"de facto, sui generis", "de facto, sui generis"},
		{"ad hoc, pro bono, ex officio, per capita", "ad hoc, pro bono, ex officio, per capita"},
		{"Mutatis mutandis i DE IURE", "Mutatis mutandis и DE IURE"},
		{"ex ante i ex post, ex post facto", "ex ante и ex post, ex post facto"},
		{"status\u00a0quo", "status\u00a0quo"},
		{"na CD-ROM i Wi-Fi mreži", "на CD-ROM и Wi-Fi мрежи"},
		{"preko Wi-Fi-ja, na CD-ROM-u", "преко Wi-Fi-ја, на CD-ROM-у"},
		{"pokrajina Baden-Württemberg", "покрајина Baden-Württemberg"},
		{"e-mail, E-mail, e-maila, on-line", "e-mail, E-mail, e-maila, on-line"},
		{"list Official Gazette i Official Journal", "лист Official Gazette и Official Journal"},
		{"po načelu fair value, pro futuro", "по начелу fair value, pro futuro"},
		{"banka Deutsche Bank AG, i Deutsche Bank", "банка Deutsche Bank AG, и Deutsche Bank"},
		{"EORI broj, EORI-ja", "EORI број, EORI-ја"},
		{"konjugacija, KONJUGACIJA i dekonjugacije", "конјугација, КОНЈУГАЦИЈА и деконјугације"},
		{"usluge clouda, feedback korisnika i cookies", "услуге clouda, feedback корисника и cookies"},
		{"testiranje na covid, phishing i low-cost prevoz", "тестирање на covid, phishing и low-cost превоз"},
		{"pari passu, open source i duty free zona", "pari passu, open source и duty free зона"},
		{"softver, veb-sajt, kovid, leasing i sport", "софтвер, веб-сајт, ковид, leasing и спорт"},
		{"lista UNESCO, UNESCO-a, eID i uredba eIDAS", "листа UNESCO, UNESCO-а, eID и уредба eIDAS"},
		{"software update, login i uvođenje in medias res", "software update, login и увођење in medias res"},
		{"isplata in natura, lex posterior i nulla poena sine lege", "исплата in natura, lex posterior и nulla poena sine lege"},
		{"prevoznik Air Serbia, EURIBOR i Lnight", "превозник Air Serbia, EURIBOR и Lnight"},
		{"direktiva 32014L0024, 02016R0679-20160504 i 5 L 100", "директива 32014L0024, 02016R0679-20160504 и 5 Л 100"},
		// What stays Serbian beside them.
		{"PDF-a, PDF-dokument, SMS-poruka", "PDF-а, PDF-документ, SMS-порука"},
		{"e-adresa, e-uprava, X-zraci", "е-адреса, е-управа, X-зраци"},
		{"de facton, ad hocu, status, in", "де фацтон, ад хоцу, статус, ин"},
		{"od I-IV, A-B, srpsko-hrvatski, NOVI-SAD", "од I-IV, А-Б, српско-хрватски, НОВИ-САД"},
	}
	for _, tt := range tests {
		if got := script.ToCyrillic(tt.latin); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.latin, got, tt.want)
		}
	}
}
