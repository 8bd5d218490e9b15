package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/load"
	"github.com/rasprava/rasprava/internal/store"
)

// othersInOneCrash is how many letters staff enter during one crash, and how many
// submissions come whose authors confirm their addresses during the next one.
const othersInOneCrash = 3

// others is what comes in by other ways than the load: letters on paper, which staff
// enter with their scans into the round of the load, and submissions with files into a
// round that asks for confirmed addresses.
type others struct {
	m        *machine
	web      string
	staff    *caller
	day      string // on which the letters were sent
	paper    string // round
	held     string // round
	entries  []load.Receipt
	waiting  []load.Receipt  // of what waits for its confirmation
	confirms map[string]bool // of the waiting, by the numbers of their receipts, what was confirmed
}

// demanding opens a round that asks for confirmed addresses, beside the round of the
// load.
func (s *system) demanding(m *machine, web, paper string, staff *caller) *others {
	s.t.Helper()
	tr := s.openRehearsal(staff)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nРок је 30 дана.\n"})
	tr.publish("notice", staff, "own_site", "ekonsultacije")
	for _, channel := range []string{"own_site", "ekonsultacije"} {
		tr.do("consultation", staff, "publish_proof", args{"channel": channel, "url": "https://primer.example/" + channel, "sha256": sha, "who": string(dossier.ConfirmedEmail)})
	}
	return &others{m: m, web: web, staff: staff, day: s.legalDay(tr.ref).Format(time.DateOnly), paper: paper, held: tr.view().OpenRound, confirms: map[string]bool{}}
}

// come sends what comes during a crash, and has confirmed what came during the one
// before.
func (o *others) come(ctx context.Context, cycle int) error {
	for n := range othersInOneCrash {
		said := fmt.Sprintf("Рок је кратак: %d-%d.", cycle, n)
		file, err := o.upload(ctx, said)
		if err != nil {
			return err
		}
		answer, err := o.sends(ctx, "/api/v1/rounds/"+o.paper+"/entries", fmt.Sprintf("letter %d-%d", cycle, n), map[string]any{"channel": "paper", "sent_on": o.day, "scan": file.ID,
			"author": map[string]any{"kind": "citizen", "name": "Мара Марић"}, "lang": "sr-Cyrl", "comments": []map[string]any{{"kind": "remark", "body": said}}})
		if err != nil {
			return err
		}
		answer.File = file
		o.entries = append(o.entries, answer)
	}
	for _, one := range o.waiting {
		if o.confirms[one.ReceiptNo] {
			continue
		}
		err := o.confirm(ctx, one.Key)
		if err != nil {
			return err
		}
		o.confirms[one.ReceiptNo] = true
	}
	for n := range othersInOneCrash {
		key := fmt.Sprintf("c%d-%d", cycle, n)
		file, err := o.upload(ctx, key)
		if err != nil {
			return err
		}
		answer, err := o.sends(ctx, "/api/v1/rounds/"+o.held+"/submissions", key, map[string]any{"author": map[string]any{"kind": "citizen", "name": "Мара Марић", "email": key + "@primer.example"},
			"lang": "sr-Cyrl", "comments": []map[string]any{{"kind": "remark", "body": "Рок је кратак.", "attachments": []string{file.ID}}}})
		if err != nil {
			return err
		}
		answer.File = file
		o.waiting = append(o.waiting, answer)
	}
	return nil
}

// upload brings a file that says something, of which nothing is taken out.
func (o *others) upload(ctx context.Context, says string) (load.File, error) {
	content := []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n% " + says + "\n")
	var kept load.File
	answer, err := insist(ctx, http.StatusCreated, func(ctx context.Context) (*http.Request, error) {
		return load.FileRequest(ctx, o.web, "dopis.pdf", content)
	})
	if err == nil {
		err = json.Unmarshal(answer, &kept)
	}
	if err != nil {
		return load.File{}, fmt.Errorf("upload: %w", err)
	}
	if kept.SHA256 != hexSum(content) {
		return load.File{}, fmt.Errorf("upload: %s is kept of what is %s", kept.SHA256, hexSum(content))
	}
	return kept, nil
}

// sends sends something under a key until it has its receipt.
func (o *others) sends(ctx context.Context, path, key string, in map[string]any) (load.Receipt, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return load.Receipt{}, err
	}
	answer, err := insist(ctx, http.StatusCreated, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.web+path, bytes.NewReader(body))
		if err == nil {
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Idempotency-Key", key)
			req.Header.Set("Authorization", "Bearer "+o.staff.token)
		}
		return req, err
	})
	var got load.Receipt
	if err == nil {
		err = json.Unmarshal(answer, &got)
	}
	if err != nil {
		return got, fmt.Errorf("send %s: %w", key, err)
	}
	got.Key = key
	return got, nil
}

var confirmLink = regexp.MustCompile(`/potvrda-adrese/[0-9A-Za-z_-]+`)

// confirm waits for the letter about what was sent under a key, and follows its link.
func (o *others) confirm(ctx context.Context, key string) error {
	link := ""
	for link == "" {
		letters, err := filepath.Glob(filepath.Join(o.m.posta(), "*.eml"))
		if err != nil {
			return err
		}
		for _, name := range letters {
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			text, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b))) // up to what is no such text
			if bytes.Contains(b, []byte(key+"@primer.example")) {
				link = confirmLink.FindString(string(text) + string(b))
			}
		}
		if link == "" {
			select {
			case <-ctx.Done():
				return fmt.Errorf("confirm %s: no letter came: %w", key, ctx.Err())
			case <-time.After(100 * time.Millisecond):
			}
		}
	}
	_, err := insist(ctx, http.StatusSeeOther, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.web+"/sr-Cyrl"+link, strings.NewReader(url.Values{"radnja": {"potvrda"}}.Encode()))
		if err == nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		return req, err
	})
	if err != nil {
		return fmt.Errorf("confirm %s: %w", key, err)
	}
	return nil
}

// insist sends a request again until it is answered as is wanted; an answer that says
// that it is wrong is an error.
func insist(ctx context.Context, want int, make func(context.Context) (*http.Request, error)) ([]byte, error) {
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	once := func() (int, []byte, error) {
		ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		req, err := make(ctx)
		if err != nil {
			return 0, nil, err
		}
		res, err := client.Do(req)
		if err != nil {
			return 0, nil, err
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		return res.StatusCode, b, err
	}
	for {
		status, answer, err := once()
		switch {
		case err == nil && status == want:
			return answer, nil
		case ctx.Err() != nil:
			return nil, fmt.Errorf("%w: %d %s, %v", ctx.Err(), status, answer, err)
		case err == nil && status < 500 && status != http.StatusTooManyRequests && status != http.StatusAccepted:
			return nil, fmt.Errorf("%d %s", status, answer)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// holdToRecord holds what was answered to the record: each is there once under its key
// and its receipt, with its file byte for byte, and what was confirmed counts, once.
func (o *others) holdToRecord(t *testing.T, st *store.Store) {
	t.Helper()
	key := string((&system{t: t, url: o.web}).public().steady("GET", "/rehearsal/ledger/key"))
	one := func(round string, got load.Receipt, kind ledger.Kind) (submission string) {
		verdict, err := ledger.Verify([]byte(got.Proof), strings.Fields(key)...)
		if err != nil || verdict.Number != got.ReceiptNo || verdict.Round != round {
			t.Errorf("the receipt of %s: %+v, %v", got.Key, verdict, err)
		}
		var n int
		err = st.DB().QueryRowContext(t.Context(), `
			SELECT count(*), coalesce(min(s.id::text), '') FROM submissions s JOIN log_leaves l ON l.log = s.log AND l.subject = s.id AND l.kind = $4 AND l.n = $5
			WHERE s.round = $1 AND s.idem_key = $2 AND s.receipt_no = $3`, round, got.Key, got.ReceiptNo, string(kind), verdict.Index).Scan(&n, &submission)
		if err != nil || n != 1 {
			t.Fatalf("%s is in the record %d times, %v", got.Key, n, err)
		}
		return submission
	}
	for _, got := range o.entries {
		var scan string
		err := st.DB().QueryRowContext(t.Context(), `SELECT scan FROM submissions WHERE id = $1 AND channel = 'paper'`, one(o.paper, got, ledger.SubmissionReceived)).Scan(&scan)
		if err != nil {
			t.Errorf("the entry %s: %v", got.Key, err)
			continue
		}
		_, b, err := st.ScanFile(t.Context(), o.staff.id, scan)
		if err != nil || hexSum(b) != got.File.SHA256 {
			t.Errorf("the scan of %s reads %q, %v", got.Key, b, err)
		}
	}
	for _, got := range o.waiting {
		id := one(o.held, got, ledger.SubmissionHeld)
		var files int
		err := st.DB().QueryRowContext(t.Context(), `
			SELECT count(*) FROM comments c JOIN comment_attachments a ON a.comment = c.id JOIN submissions s ON s.id = c.submission
			WHERE s.id = $1 AND NOT s.held AND a.attachment = $2`, id, got.File.ID).Scan(&files)
		confirmed := o.confirms[got.ReceiptNo]
		if err != nil || confirmed != (files == 1) {
			t.Errorf("%s, confirmed %t, counts with its file %d times, %v", got.Key, confirmed, files, err)
		}
		if confirmed {
			holdFile(t, st, got)
		}
	}
}

// holdFile reads the file of a comment as its author may, and holds it to what was sent.
func holdFile(t *testing.T, st *store.Store, sent load.Receipt) {
	t.Helper()
	_, b, err := st.AttachmentFile(t.Context(), "", sent.File.ID, func(no string) string {
		if no != sent.ReceiptNo {
			return ""
		}
		return sent.Secret
	})
	if err != nil || hexSum(b) != sent.File.SHA256 {
		t.Errorf("the file of %s is %d bytes, %v, and not what was sent", sent.Key, len(b), err)
	}
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
