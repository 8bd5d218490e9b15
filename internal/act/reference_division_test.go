package act_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// Acts with divisions; the sentence of the test stands in the last article.
const (
	dividedSerbian = `ЗАКОН
О ЧИТАОНИЦАМА

ДЕО ПРВИ
ОПШТИ ДЕО

ГЛАВА I
УВОДНЕ ОДРЕДБЕ

Члан 1.
Читаонице су отворене свима.

ГЛАВА II
ОСНИВАЊЕ

Одељак 1. Оснивачи

Члан 2.
Читаоницу оснива општина.

Одељак 2. Поступак

Члан 3.
Оснива се одлуком.

ДЕО ДРУГИ
ПОСЕБНИ ДЕО

ГЛАВА I
РАД

Члан 4.
Ради се дању.

ГЛАВА III
НАДЗОР

Члан 5.
Надзор врши општина.

ГЛАВА IV
ЗАВРШНЕ ОДРЕДБЕ

Члан 6.
%s

Прилог 1
Образац пријаве.
`
	dividedCroatian = `ZAKON
O ČITAONICAMA

GLAVA I.
UVODNE ODREDBE

Članak 1.
(1) Čitaonice su otvorene svima.

GLAVA II.
OSNIVANJE

Odjeljak 1. Osnivači

Članak 2.
(1) Čitaonicu osniva općina.

GLAVA III.
ZAVRŠNE ODREDBE

Članak 3.
(1) %s
`
	dividedGerman = `Gesetz über Lesesäle

Abschnitt 1
Allgemeines

§ 1 Zweck
Lesesäle stehen allen offen.

Abschnitt 2
Errichtung

Unterabschnitt 1
Verfahren

§ 2 Beschluss
Ein Lesesaal wird durch Beschluss errichtet.

Abschnitt 3
Schluss

§ 3 Übergang
%s

Anlage 1
Muster
Das Muster.
`
	dividedUnion = `REGULATION (EU) 2031/417 OF THE COUNCIL
on reading rooms

HAS ADOPTED THIS REGULATION:

TITLE I
GENERAL

CHAPTER I
Scope

Article 1
Subject matter

This Regulation lays down rules on reading rooms.

CHAPTER II
Rooms

SECTION 1
Halls

Article 2
Halls

A hall is a room.

TITLE II
USE

CHAPTER I
Hours

Article 3
Hours

A room is open by day.

CHAPTER III
Final provisions

Article 4
Review

%s

ANNEX I
Forms
The form.
`
	dividedAmerican = `A BILL
To provide for reading rooms.

TITLE I—ROOMS

Subtitle A—Halls

CHAPTER 1—USE

SUBCHAPTER I—HOURS

SEC. 101. HOURS.
Rooms are open by day.

SUBCHAPTER II—NIGHTS

SEC. 102. NIGHTS.
%s

TITLE II—BOOKS

SEC. 201. BOOKS.
Books are read.
`
)

func TestReferencesToDivisions(t *testing.T) {
	acts := map[string]string{"rs": dividedSerbian, "hr": dividedCroatian, "de": dividedGerman, "eu": dividedUnion, "us": dividedAmerican}
	tests := []struct {
		profile, sentence string
		want              []string // text, scope, targets, what is missing
	}{
		{"rs", "Примењује се Глава III овог закона.", []string{"Глава III овог закона|act|part_2__chp_III|"}},
		{"rs", "Примењују се главе III–IV овог закона.", []string{"главе III–IV овог закона|act|part_2__chp_III part_2__chp_IV|"}},
		{"rs", "Рок је у глави II.", []string{"глави II.|act|part_1__chp_II|"}},
		{"rs", "Рок је у глави I.", []string{"глави I.|act|part_2__chp_I|"}},
		{"rs", "Рок је у глави I првог дела.", []string{"глави I првог дела|act|part_1__chp_I|"}},
		{"rs", "Рок је у одељку 2. главе II овог закона.", []string{"одељку 2. главе II овог закона|act|part_1__chp_II__sec_2|"}},
		{"rs", "Рок је у глави II одељак 1.", []string{"глави II одељак 1.|act|part_1__chp_II__sec_1|"}},
		{"rs", "Рок је у одељку 2. ове главе.", []string{"одељку 2. ове главе|relative||part_2__chp_IV__sec_2"}},
		{"rs", "Примењује се глава IX овог закона.", []string{"глава IX овог закона|act||chp_IX"}},
		{"rs", "Примењује се глава IX.", []string{"глава IX.|act||chp_IX"}},
		{"rs", "Примењује се глава IX Закона о књизи.", []string{"глава IX Закона|other||"}},
		{"rs", "Примењује се члан 5. главе III Закона о књизи.", []string{"члан 5. главе III Закона|other||"}},
		{"rs", "Примењује се члан 5. главе III овог закона.", []string{"члан 5.|act|art_5|", "главе III овог закона|act|part_2__chp_III|"}},
		{"rs", "Образац је у Прилогу 1, а други у Прилогу 2.", []string{"Прилогу 1|act|annex_1|", "Прилогу 2.|act||annex_2"}},
		{"rs", "Тачка 3. Прилога 1. важи.", []string{"Тачка 3.|act||", "Прилога 1.|act|annex_1|"}},
		{"rs", "Други део дана је за одмор, а први одељак за рад.", nil},
		{"rs", "Примењује се други део овог закона.", []string{"други део овог закона|act|part_2|"}},
		{"rs", "Један део 2.500 динара, одељак 3.02 уговора и 3 главе.", nil},

		{"hr", "Primjenjuje se glava II. ovoga Zakona.", []string{"glava II. ovoga Zakona|act|chp_II|"}},
		{"hr", "Primjenjuju se glave I. do III. ovoga Zakona.", []string{"glave I. do III. ovoga Zakona|act|chp_I chp_II chp_III|"}},
		{"hr", "Primjenjuje se odjeljak 1. glave II.", []string{"odjeljak 1. glave II.|act|chp_II__sec_1|"}},
		{"hr", "Primjenjuje se glava IX. ovoga Zakona.", []string{"glava IX. ovoga Zakona|act||chp_IX"}},

		{"de", "Es gilt Abschnitt 2.", []string{"Abschnitt 2|act|sec_2|"}},
		{"de", "Es gelten die Abschnitte 1 bis 3 dieses Gesetzes.", []string{"Abschnitte 1 bis 3 dieses Gesetzes|act|sec_1 sec_2 sec_3|"}},
		{"de", "Es gilt Unterabschnitt 1 des Abschnitts 2.", []string{"Unterabschnitt 1 des Abschnitts 2|act|sec_2__subsec_1|"}},
		{"de", "Es gilt Abschnitt 7.", []string{"Abschnitt 7|act||sec_7"}},
		{"de", "Es gilt Abschnitt 7 des Büchereigesetzes.", []string{"Abschnitt 7 des Büchereigesetzes|other||"}},
		{"de", "Es gilt Kapitel 2.", nil},
		{"de", "Das Muster steht in Anlage 1.", []string{"Anlage 1|act|annex_1|"}},

		{"eu", "Chapter II shall apply.", []string{"Chapter II|act|title_I__chp_II|"}},
		{"eu", "Title II of this Regulation shall apply.", []string{"Title II of this Regulation|act|title_II|"}},
		{"eu", "Section 1 of Chapter II of Title I shall apply.", []string{"Section 1 of Chapter II of Title I|act|title_I__chp_II__sec_1|"}},
		{"eu", "Title I, Chapter II, Section 1 shall apply.", []string{"Title I, Chapter II, Section 1|act|title_I__chp_II__sec_1|"}},
		{"eu", "Titles and Chapter I of this Title shall apply.", []string{"Chapter I of this Title|relative|title_II__chp_I|"}},
		{"eu", "Chapter V shall apply.", []string{"Chapter V|act||chp_V"}},
		{"eu", "Chapter V of Directive (EU) 2030/7 shall apply.", []string{"Chapter V of Directive (EU) 2030/7|other||"}},
		{"eu", "The form in Annex I and in point 3 of Annex I shall be used.", []string{"Annex I|act|annex_I|", "point 3|act||", "Annex I|act|annex_I|"}},
		{"eu", "Part 2 of the building is shut.", nil},

		{"us", "As in subchapter I of this chapter.", []string{"subchapter I of this chapter|relative|title_I__sec_A__chp_1__sec_I|"}},
		{"us", "As in subtitle C and part D of title I of this Act.", []string{"subtitle C|act||sec_C", "part D of title I of this Act|act||title_I__part_D"}},
		{"us", "As in title II of this Act.", []string{"title II of this Act|act|title_II|"}},
		{"us", "As in section 201 of title II of this Act.", []string{"section 201|act|art_201|", "title II of this Act|act|title_II|"}},
		{"us", "As in title IX of the Books and Halls Act.", []string{"title IX of the Books and Halls Act|other||"}},
		{"us", "As in chapter 35 of title 44, United States Code, it is.", []string{"chapter 35 of title 44, United States Code|other||"}},
		{"us", "For Title II grants and Title II Fund grants under “Title I—Halls”.", []string{"Title II|act|title_II|"}},
		{"us", "Section 3 of the Foo Act applies.", []string{"Section 3 of the Foo Act|other||"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(acts[tt.profile], tt.sentence)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			if n := a.Find(ref.From); n == nil || n.Text[ref.Start:ref.End] != ref.Text {
				t.Errorf("%q: %q does not stand at %d", tt.sentence, ref.Text, ref.Start)
			}
			for _, n := range ref.Numbers {
				if !slices.Contains(ref.Targets, n.ID) && !strings.HasPrefix(ref.Targets[0], n.ID+"__") {
					t.Errorf("%q: the number at %d is of %s", tt.sentence, n.Start, n.ID)
				}
			}
			got = append(got, strings.Join([]string{ref.Text, string(ref.Scope), strings.Join(ref.Targets, " "), strings.Join(ref.Dangling, " ")}, "|"))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}
