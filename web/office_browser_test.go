package web

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/web/browsertest"
)

// TestStaffDoTheirWorkOnAPhoneByKeysAloneAndWithoutScripts has two officers work in
// windows of 320 pixels with the keyboard alone, once with scripts and once without:
// one enters a letter with its scan up to its receipt, takes in what the national
// portal has and explains a difference, and asks to cover a name; the other reads
// what is to be covered and confirms it.
func TestStaffDoTheirWorkOnAPhoneByKeysAloneAndWithoutScripts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	open := browsertest.Open(t)
	dir, today := t.TempDir(), time.Now().In(belgrade).Format("2. 1. 2006.")
	keeps := func(name string, content []byte) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const head = "Шифра;Датум;Коментар\r\n"
	scan := keeps("sken.png", aPicture(t))
	first := keeps("portal.csv", []byte(head+"k1;"+today+";Рок је предуг.\r\nk2;"+today+";Подржавам.\r\n"))
	later := keeps("portal-nova.csv", []byte(head+"k1;"+today+";Рок је предуг.\r\n"))
	for _, how := range []struct {
		name  string
		still bool
	}{{"keys", false}, {"keys-without-scripts", true}} {
		t.Run(how.name, func(t *testing.T) {
			s.public().submits(m.debates("MPROBA"), how.name, letter("Комшија Зубарковић је против.")).want(http.StatusCreated)
			at := s.url + "/sr-Cyrl/predmeti/" + m.ref
			officer := func(name string) hand {
				return hand{s.officer(t, open, browsertest.Options{Name: name + "-" + how.name, Width: 320, Height: 640, NoScript: how.still}), t, true}
			}
			ana, vid := officer("ana"), officer("vid")

			// A letter, its scan, and the receipt for its author.
			ana.Go(at + "/dopisi")
			ana.press("Унесите допис")
			ana.chooses("Поштом или на писарници")
			ana.writes("Дан предаје пошти, слања или скупа", today)
			ana.chooses("Појединац")
			ana.writes("Име и презиме, односно назив", "Ђурђа Примерић")
			ana.writes("Шта аутор каже", "Такса је превисока.")
			ana.Upload("Датотека", scan)
			ana.press("Унесите допис")
			ana.See("Допис је унет.")
			ana.See("Потврда обухвата и скенирани допис.")
			ana.See("Такса је превисока.")
			ana.sound()
			ana.press("Унесите још један допис из истог скена")
			ana.See("Из истог скена је унет још 1 допис.")
			ana.sound()
			ana.Go(at + "/dopisi/unos?krug=1")
			for _, width := range []int{320, 1280} {
				ana.Size(width, 640)
				if gap := ana.Gap(".slot", `[value="more"].quiet`); gap < 12 {
					t.Errorf("at %d pixels the button stands %v pixels below the comment", width, gap)
				}
			}
			ana.Size(320, 640)
			ana.press("Унесите допис")
			ana.See("Приложите скен или фотографију дописа")
			ana.sound()

			// What the portal has, and what it has no more.
			ana.Go(at + "/dopisi")
			ana.See("sken.png")
			ana.press("Коментари са портала еКонсултације")
			ana.Upload("Табела са портала", first)
			ana.press("Учитајте и погледајте")
			ana.See("Рок је предуг.")
			ana.sound()
			ana.press("Унесите 2 коментара")
			ana.See("Разлика нема.")
			ana.Upload("Табела са портала", later)
			ana.press("Учитајте и погледајте")
			ana.See("више га нема на порталу")
			ana.chooses("више га нема на порталу: k2")
			ana.writes("Објашњење", "Аутор је повукао коментар на порталу.")
			ana.sound()
			ana.press("Сачувајте објашњење")
			ana.See("Објашњење је сачувано и објављено.")

			// A name, covered by two people.
			ana.Go(at + "/komentari/1")
			ana.press("Заштита података у овом коментару")
			ana.writes("Речи које се уклањају из текста коментара", "Зубарковић")
			ana.chooses("Лични подаци другог лица")
			ana.press("Пошаљите на потврду")
			ana.See("чека потврду")
			ana.sound()
			vid.Go(s.url + "/sr-Cyrl/zadaci")
			vid.pressBy(m.ref, "Одлучите о заштити података у коментарима")
			vid.press("Коментар број 1")
			vid.See("Тражи се да се уклони:")
			vid.sound()
			vid.press("Потврдите уклањање")
			vid.See("Уклоњено је и више се нигде не чита.")
			if page := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1"); strings.Contains(page, "Зубарковић") || !strings.Contains(page, "Комшија █ уклоњено") {
				t.Error("the name is still read")
			}
		})
	}
}
