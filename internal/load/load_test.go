package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/attachment"
)

// sentSubmission is a submission as the system reads it.
type sentSubmission struct {
	Author struct {
		Kind        string `json:"kind"`
		Name        string `json:"name"`
		PublishName bool   `json:"publish_name"`
	} `json:"author"`
	Lang     string `json:"lang"`
	Comments []struct {
		Provision    string `json:"provision"`
		Kind         string `json:"kind"`
		ProposedText string `json:"proposed_text"`
		Body         string `json:"body"`
	} `json:"comments"`
}

func TestASubmissionDependsOnItsNumberAlone(t *testing.T) {
	s := UsualShape()
	s.provisions = []string{"art_1", "art_2"}
	letters, comments := 0, 0
	for n := range int64(500) {
		b := s.body(n, "")
		if !bytes.Equal(b, s.body(n, "")) {
			t.Fatalf("submission %d differs from itself", n)
		}
		var got sentSubmission
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		err := d.Decode(&got)
		if err != nil || d.More() {
			t.Fatalf("%s: %v", b, err)
		}
		if named := got.Author.Kind == "citizen"; named != (got.Author.Name != "") || got.Lang != "sr-Cyrl" {
			t.Errorf("submission %d is of %+v in %q", n, got.Author, got.Lang)
		}
		if len(got.Comments) < 1 || len(got.Comments) > s.Comments {
			t.Errorf("submission %d has %d comments", n, len(got.Comments))
		}
		for _, c := range got.Comments {
			letters += utf8.RuneCountInString(c.Body)
			comments++
		}
	}
	if mean := float64(letters) / float64(comments); math.Abs(mean-float64(s.Letters)) > 0.1*float64(s.Letters) {
		t.Errorf("a comment has %.0f letters on average, want about %d", mean, s.Letters)
	}
}

func TestPercentilesOfSortedTimes(t *testing.T) {
	var all []time.Duration
	for i := 1; i <= 200; i++ {
		all = append(all, time.Duration(i)*time.Millisecond)
	}
	for of, want := range map[int]float64{50: 100, 99: 198, 100: 200} {
		if got := percentile(all, of); got != want {
			t.Errorf("%d of 100: got %v ms, want %v", of, got, want)
		}
	}
	if got := percentile(nil, 99); got != 0 {
		t.Errorf("of none: got %v", got)
	}
}

// A system that stands still for a while is seen in the times of all that were
// meant to be sent meanwhile, and not only of those that were on the way.
func TestWaitingForAConnectionCounts(t *testing.T) {
	const still = 400 * time.Millisecond
	var asked atomic.Int64
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			if asked.Add(1) == 1 {
				time.Sleep(still)
			}
			w.WriteHeader(http.StatusCreated)
			_, _ = w.Write([]byte(`{"receipt_no":"1","secret":"s","receipt":"r"}`))
		case r.URL.Path == "/api/v1/rounds/1":
			_, _ = w.Write([]byte(`{"id":"1","dossier":"d","status":"open","version":1,"rehearsal":true}`))
		case r.URL.Path == "/rehearsal/ledger/checkpoint":
			_, _ = w.Write([]byte("not a checkpoint\n"))
		default:
			_, _ = w.Write([]byte(`{}`))
		}
	}))
	defer h.Close()
	report, err := Run(t.Context(), Options{URL: h.URL, Round: "1", Rate: 100, Duration: still, Connections: 1, Timeout: 5 * time.Second,
		Run: "r", Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now})
	if !errors.Is(err, ErrUsage) {
		t.Errorf("a log without a checkpoint: got %v", err)
	}
	if report.Sent != 40 || report.Latency.P50 < 100 {
		t.Errorf("%d sent, p50 %.0f ms; want 40, and half of them to have waited", report.Sent, report.Latency.P50)
	}
}

// A version may have documents and no structured text: then there is no article to
// comment on, and comments are on the whole.
func TestARoundWithoutAStructuredTextIsLoaded(t *testing.T) {
	var sent atomic.Int64
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			var got sentSubmission
			err := json.NewDecoder(r.Body).Decode(&got)
			if err != nil || len(got.Comments) == 0 || got.Comments[0].Provision != "" {
				t.Errorf("%+v was sent, %v", got, err)
			}
			sent.Add(1)
			w.WriteHeader(http.StatusCreated)
			_, _ = w.Write([]byte(`{"receipt_no":"1","secret":"s","receipt":"r"}`))
		case r.URL.Path == "/api/v1/rounds/1":
			_, _ = w.Write([]byte(`{"id":"1","dossier":"d","status":"open","version":1,"rehearsal":true}`))
		case r.URL.Path == "/api/v1/dossiers/d/versions/1":
			w.WriteHeader(http.StatusNotFound)
		case r.URL.Path == "/rehearsal/ledger/checkpoint":
			_, _ = w.Write([]byte("not a checkpoint\n"))
		default:
			_, _ = w.Write([]byte(`{}`))
		}
	}))
	defer h.Close()
	_, err := Run(t.Context(), Options{URL: h.URL, Round: "1", Rate: 50, Duration: 100 * time.Millisecond, Connections: 1, Timeout: 5 * time.Second,
		Run: "r", Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now})
	if errors.Is(err, errNotThere) || sent.Load() != 5 {
		t.Errorf("%d were sent, %v; want 5", sent.Load(), err)
	}
}

func TestARoundThatIsRealOrShowsNothingIsNotLoadedUnasked(t *testing.T) {
	said := `{"id":"1","dossier":"2026-0001","status":"open","version":1}`
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			t.Error("something was sent")
		}
		_, _ = w.Write([]byte(said))
	}))
	defer h.Close()
	o := Options{URL: h.URL, Round: "1", Rate: 1, Duration: time.Second, Connections: 1, Timeout: time.Second,
		Run: "r", Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now}
	_, err := Run(context.Background(), o)
	if !errors.Is(err, ErrUsage) {
		t.Errorf("got %v, want ErrUsage", err)
	}
	said = `{"id":"1","dossier":"d","status":"open","version":1,"rehearsal":true,"show_comments":false}`
	o.Shape.Attached = 1
	_, err = Run(context.Background(), o)
	if !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), "cannot be read back") {
		t.Errorf("files into a round that does not show them: got %v, want ErrUsage", err)
	}
}

// What comes back is put down as it is, on a line of its own, and what is no receipt is
// told as one that is missing, under its key.
func TestAnswersAreReadBackAsTheyCame(t *testing.T) {
	k, err := createKept(filepath.Join(t.TempDir(), "kept"))
	if err != nil {
		t.Fatal(err)
	}
	defer k.close()
	good := `{"receipt_no":"1","secret":"s","receipt":"r\nr"}`
	for key, answer := range map[string]string{"a": good, "b": "{\n\"receipt_no\": \"1\",\n \"secret\":\"s\", \"receipt\": \"r\\nr\"}\n", "c": "", "d": "busy\nbusy", "e": `"x"`, "f": good + good} {
		err = k.put(key, File{}, []byte(answer))
		if err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]Receipt{}
	err = k.each(func(r Receipt) error {
		got[r.Key] = r
		return nil
	})
	want := map[string]Receipt{"c": {Key: "c"}, "d": {Key: "d"}, "e": {Key: "e"}, "f": {Key: "f"}}
	for _, key := range []string{"a", "b"} {
		want[key] = Receipt{Key: key, ReceiptNo: "1", Secret: "s", Proof: "r\nr"}
	}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

// A run that is called off does not wait for answers that are still to come.
func TestARunThatIsCalledOffEndsAtOnce(t *testing.T) {
	held := make(chan struct{})
	sent := make(chan struct{}, 100)
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			sent <- struct{}{}
			<-held
		case r.URL.Path == "/api/v1/rounds/1":
			_, _ = w.Write([]byte(`{"id":"1","dossier":"d","status":"open","version":1,"rehearsal":true}`))
		default:
			_, _ = w.Write([]byte(`{}`))
		}
	}))
	defer h.Close()
	defer close(held)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-sent
		cancel()
	}()
	ended := make(chan error, 1)
	go func() {
		_, err := Run(ctx, Options{URL: h.URL, Round: "1", Rate: 10, Duration: time.Minute, Connections: 2, Timeout: time.Minute, Run: "x",
			Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now})
		ended <- err
	}()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it waits for an answer that nobody wants")
	}
}

// Of every ten submissions one comes with a file, in its first comment: a picture that
// the system keeps byte for byte, since it tells nothing of its making.
func TestAShareOfTheSubmissionsComesWithAFile(t *testing.T) {
	s := UsualShape()
	s.Attached = 0.1
	files := 0
	for n := range int64(200) {
		content, err := s.file(n)
		if err != nil {
			t.Fatal(err)
		}
		if content == nil {
			continue
		}
		files++
		kept, err := attachment.Clean(content)
		if err != nil || !bytes.Equal(kept.Data, content) || kept.Telling {
			t.Fatalf("file %d would be kept as %d bytes of %s, of %d, %v", n, len(kept.Data), kept.Kind, len(content), err)
		}
		var got struct {
			Comments []struct{ Attachments []string }
		}
		err = json.Unmarshal(s.body(n, "f1"), &got)
		if err != nil || len(got.Comments) == 0 || !slices.Equal(got.Comments[0].Attachments, []string{"f1"}) {
			t.Errorf("submission %d comes as %+v, %v", n, got, err)
		}
		for _, c := range got.Comments[1:] {
			if c.Attachments != nil {
				t.Errorf("submission %d has its file twice", n)
			}
		}
	}
	if files != 20 {
		t.Errorf("%d of 200 come with a file, want 20", files)
	}
}

// A round that takes in nothing that is sent so is refused before anything is sent.
func TestARoundThatWantsMoreThanCommentsIsNotLoaded(t *testing.T) {
	for round, want := range map[string]string{
		`"status":"open","who":"confirmed_email"`: "it wants an e-mail address",
		`"status":"open","who":"account"`:         "people who are signed in",
		`"status":"closed","who":"anyone"`:        "it is closed",
	} {
		h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				t.Errorf("%s: something was sent", round)
			}
			_, _ = w.Write([]byte(`{"id":"1","dossier":"d","version":1,"rehearsal":true,` + round + `}`))
		}))
		_, err := Run(t.Context(), Options{URL: h.URL, Round: "1", Rate: 1, Duration: time.Second, Connections: 1, Timeout: time.Second,
			Run: "r", Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now})
		h.Close()
		if !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", round, err, want)
		}
	}
}

// Where nothing is taken in, the report says why most often, and tells no latency.
func TestWhatIsRefusedIsToldWithItsReason(t *testing.T) {
	var asked atomic.Int64
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost && asked.Add(1) == 1:
			w.WriteHeader(http.StatusConflict)
			_, _ = w.Write([]byte(`{"code":"round_closed","title":"The consultation has ended"}`))
		case r.Method == http.MethodPost:
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = w.Write([]byte(`{"code":"invalid","title":"Something is wrong","detail":"There is no such document."}`))
		case r.URL.Path == "/api/v1/rounds/1":
			_, _ = w.Write([]byte(`{"id":"1","dossier":"d","status":"open","version":1,"rehearsal":true,"who":"anyone"}`))
		default:
			_, _ = w.Write([]byte(`{}`))
		}
	}))
	defer h.Close()
	report, _ := Run(t.Context(), Options{URL: h.URL, Round: "1", Rate: 50, Duration: 100 * time.Millisecond, Connections: 1, Timeout: 5 * time.Second,
		Run: "r", Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now})
	want := Refusal{Code: "invalid", Words: "Something is wrong. There is no such document.", Count: 4}
	if report.Refused == nil || *report.Refused != want {
		t.Errorf("got %+v, want %+v", report.Refused, want)
	}
	var b strings.Builder
	err := report.Write(&b)
	if err != nil || !strings.Contains(b.String(), "refused    4 with invalid: Something is wrong. There is no such document.\n") || strings.Contains(b.String(), "latency") {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestARunIsSoundWhereSomethingWasReceived(t *testing.T) {
	for what, c := range map[string]struct {
		report Report
		sound  bool
		why    string
	}{
		"received, and one too late": {Report{Sent: 2, Answers: map[string]int64{"201": 1, "409": 1}, Receipts: Receipts{Received: 1, Verified: 1}}, true, "the answers were 201: 1, 409: 1"},
		"all too late":               {Report{Sent: 2, Answers: map[string]int64{"409": 2}, Refused: &Refusal{"round_closed", "It has ended", 2}}, false, "2 of 2 were refused with round_closed: It has ended"},
		"all too much":               {Report{Sent: 3, Answers: map[string]int64{"503": 2, "429": 1}}, false, "the answers were 503: 2, 429: 1"},
		"nothing sent":               {Report{}, false, "nothing was sent"},
	} {
		if got, why := c.report.Sound(), c.report.Why(); got != c.sound || why != c.why {
			t.Errorf("%s: got %v and %q, want %v and %q", what, got, why, c.sound, c.why)
		}
	}
}
