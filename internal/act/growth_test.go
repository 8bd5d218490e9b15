//go:build unix

package act_test

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/act"
)

// patterns are texts that would take a careless parser hours when they are repeated:
// all of one kind of line, or one line without an end.
var patterns = []string{
	"„Члан 1.\n", "ПРИЛОГ\nЧлан 2.\n", "реч која се наставља и наставља у недоглед\n", "Рубрика\n", "I. А\n", "а) б\n", "a\r", "\"a ", "ГЛАВА I\nА\nБ\n",
	"(a) b\n(i) c\n", "1.\n", "1) a:\n", "‘(a) b\n", "``x\n", "SEC. 1. CONTENTS.\nTITLE I\nSec. 1.\n", "§ 1 A\n", "Article 1\nTitle\n", "(1) recital\n",
	"Текст.\nЧлан 1.\nА\n\n", "*\nЧлан 1.\n", "*\n", "тачка\n1) а\n", "# A\n", "**a** ", "Ово је реченица. ", "\t", "(", "[Члан ", "Ч л а н ", "1.1.1.", "I", "«a» ",
}

// processorTime returns what the process has used of the processors.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// cost returns the least of the processors that doing something twice took.
func cost(t *testing.T, do func()) time.Duration {
	t.Helper()
	best := time.Hour
	for range 2 {
		start := processorTime(t)
		do()
		best = min(best, processorTime(t)-start)
	}
	return best
}

// TestWorkGrowsWithTheText parses each pattern in two sizes, the second four times
// the first. Work in proportion takes four times as long; that of a parser which
// looks at every line for every line sixteen times; so do its allocations, which other work on the machine does not touch.
func TestWorkGrowsWithTheText(t *testing.T) {
	const size = 32 << 10
	work := func(src string, opts act.Options) (allocated uint64, took time.Duration) {
		parse := func() {
			if _, err := act.Parse([]byte(src), opts); err != nil {
				t.Fatal(err)
			}
		}
		return allocations(parse), cost(t, parse)
	}
	profiles := act.Profiles()
	for i, pattern := range patterns {
		for _, profile := range []string{profiles[0], profiles[1+i%(len(profiles)-1)]} {
			opts := act.Options{Name: []string{"akt.txt", "akt.md"}[i%2], Profile: profile}
			few, small := work(strings.Repeat(pattern, size/len(pattern)), opts)
			many, large := work(strings.Repeat(pattern, 4*size/len(pattern)), opts)
			if many > 5*few+4096 {
				t.Errorf("%s, %q: %d KiB allocate %d times, four times as much %d", profile, pattern, size>>10, few, many)
			}
			if large > 10*small+30*time.Millisecond {
				t.Errorf("%s, %q: %d KiB take %v, four times as much %v", profile, pattern, size>>10, small, large)
			}
		}
	}
}

// TestMemoryIsBounded holds all that parsing allocates to twenty times the text for
// acts as they are.
func TestMemoryIsBounded(t *testing.T) {
	for profile, src := range generatedActs(1100) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		a, err := act.Parse(src, act.Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if n := len(a.Articles()); n != 1100 {
			t.Errorf("%s: %d articles, want 1100", profile, n)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 20*uint64(len(src)) {
			t.Errorf("%s: %d bytes allocated for a text of %d", profile, used, len(src))
		}
	}
}

// TestOneArticleMayBeLong parses an article of half a megabyte.
func TestOneArticleMayBeLong(t *testing.T) {
	row := "Роба из тарифног броја 1234 оптерећује се царином по стопи од 12% и таксом од 300 динара.\n"
	a := parse(t, "ЗАКОН\nО ЦАРИНСКОЈ ТАРИФИ\n\nЧлан 1.\n"+strings.Repeat(row, 500<<10/len(row))+"Члан 2.\nОвај закон ступа на снагу осмог дана.\n")
	if n := len(a.Articles()); n != 2 {
		t.Errorf("%d articles, want 2", n)
	}
}

// TestOneSentenceMayHaveManyBreaks holds what parsing a paragraph of HTML allocates to what it is long, however many breaks of the
// line stand in its sentence.
func TestOneSentenceMayHaveManyBreaks(t *testing.T) {
	src := []byte("<p>Овим законом уређују се клупе у свим парковима" + strings.Repeat("<br>и столови и све остало што стоји", 4000) + "</p>")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := act.Parse(src, act.Options{Name: "akt.html", Profile: "rs"}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 100*uint64(len(src)) {
		t.Errorf("%d bytes allocated for a page of %d", used, len(src))
	}
}

// TestWorkOnOrdersAndNotesGrowsWithTheText reads texts of one thing again and again in two lengths.
func TestWorkOnOrdersAndNotesGrowsWithTheText(t *testing.T) {
	list := func(n int) string {
		return "ЗАКОН\nО РАДУ\n\nЧлан 1.\nТачке су:\n1) прва тачка¹;\n" + strings.Repeat("¹ Напомена уз тачку.\n", n) + "2) друга тачка.\n"
	}
	for _, tt := range []struct {
		name string
		few  int
		text func(n int) string
	}{
		{"a word counted before another", 2000, func(n int) string {
			return "ЗАКОН\nО ИЗМЕНИ ЗАКОНА О РАДУ\n\nЧлан 1.\nУ Закону о раду, " + strings.Repeat("ставу првом ", n) + "брише се.\n"
		}},
		{"notes within a list", 20_000, list},
		{"notes within a list before the numbers of pages", 8000, func(n int) string {
			return list(n) + strings.Repeat("Текст стране који је довољно дуг да буде страна.\n- 1 -\n", n)
		}},
	} {
		took := func(n int) time.Duration {
			src := []byte(tt.text(n))
			return cost(t, func() {
				a, err := act.Parse(src, act.Options{Profile: "rs"})
				if err != nil {
					t.Fatal(err)
				}
				a.Amendments()
			})
		}
		few, many := took(tt.few), took(4*tt.few)
		if many > 10*few+30*time.Millisecond {
			t.Errorf("%s takes %v, four times as long %v", tt.name, few, many)
		}
	}
}
