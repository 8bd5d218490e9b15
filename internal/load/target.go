package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Target is the round that is loaded.
type Target struct {
	Round   string `json:"round"`
	Dossier string `json:"dossier"`
	Title   string `json:"title"`
	Version int    `json:"version"`
	log     string // path of its log
}

type openRound struct {
	ID        string `json:"id"`
	Dossier   string `json:"dossier"`
	Title     string `json:"title"`
	Status    string `json:"status"`
	Version   int    `json:"version"`
	Rehearsal bool   `json:"rehearsal"`
	Shows     bool   `json:"show_comments"`
	Who       string `json:"who"` // may comment
}

// closedTo says why a round takes in nothing that comes without an account and an
// address, by who may comment in it.
var closedTo = map[string]string{
	"confirmed_email": "it wants an e-mail address that its owner confirms, which nobody who loads it has",
	"account":         "it takes comments of people who are signed in alone",
}

// find finds the round and what its comments can be on. It refuses a round that
// people's comments go into unless it was told to load it: what is sent there stays
// for ever.
func (r *run) find(ctx context.Context) (Target, error) {
	var round openRound
	if r.Round != "" {
		err := r.get(ctx, "/api/v1/rounds/"+r.Round, &round)
		if err != nil {
			return Target{}, err
		}
	} else {
		var open struct{ Items []openRound }
		err := r.get(ctx, "/api/v1/rounds?status=open", &open)
		if err != nil {
			return Target{}, err
		}
		if len(open.Items) != 1 {
			return Target{}, fmt.Errorf("load %s: %w: %s", r.URL, ErrUsage, choose(open.Items))
		}
		round = open.Items[0]
	}
	if round.Status != "open" {
		return Target{}, fmt.Errorf("load round %s: %w: it is %s", round.ID, ErrUsage, round.Status)
	}
	if why := closedTo[round.Who]; why != "" {
		return Target{}, fmt.Errorf("load round %s: %w: %s", round.ID, ErrUsage, why)
	}
	if r.Shape.Attached > 0 && !round.Shows {
		return Target{}, fmt.Errorf("load round %s: %w: it shows no comments while it is open, so that their files cannot be read back", round.ID, ErrUsage)
	}
	var of struct {
		Demonstration bool `json:"demonstration"`
	}
	err := r.get(ctx, "/api/v1/dossiers/"+round.Dossier, &of)
	if err != nil {
		return Target{}, err
	}
	if !round.Rehearsal && !of.Demonstration && !r.Real {
		return Target{}, fmt.Errorf("load round %s: %w: dossier %s is real, and what is sent into its round can never be taken out again", round.ID, ErrUsage, round.Dossier)
	}
	t := Target{Round: round.ID, Dossier: round.Dossier, Title: round.Title, Version: round.Version, log: "/ledger"}
	if round.Rehearsal {
		t.log = "/rehearsal/ledger"
	}
	var act struct{ Body []provision }
	err = r.get(ctx, fmt.Sprintf("/api/v1/dossiers/%s/versions/%d", round.Dossier, round.Version), &act)
	if err != nil && !errors.Is(err, errNotThere) { // a version without structured text is commented on as a whole
		return Target{}, err
	}
	r.Shape.provisions = articlesOf(act.Body, nil)
	return t, nil
}

// choose says between which rounds there is a choice.
func choose(open []openRound) string {
	if len(open) == 0 {
		return "no round is open"
	}
	var b strings.Builder
	b.WriteString("several rounds are open, say which:")
	for _, o := range open {
		fmt.Fprintf(&b, " --round %s (%s, %s);", o.ID, o.Dossier, o.Title)
	}
	return strings.TrimSuffix(b.String(), ";")
}

// provision is a provision of the structured text, as far as it is read here.
type provision struct {
	Kind     string      `json:"kind"`
	ID       string      `json:"id"`
	Children []provision `json:"children"`
}

func articlesOf(ps []provision, into []string) []string {
	for _, p := range ps {
		if p.Kind == "article" {
			into = append(into, p.ID)
			continue
		}
		into = articlesOf(p.Children, into)
	}
	return into
}

// get reads a JSON document.
func (r *run) get(ctx context.Context, path string, into any) error {
	b, err := r.read(ctx, path)
	if err != nil {
		return err
	}
	err = json.Unmarshal(b, into)
	if err != nil {
		return fmt.Errorf("read %s%s: %w: %w", r.URL, path, ErrUsage, err)
	}
	return nil
}

var errNotThere = errors.New("is not there")

// maxAnswer bounds what is read of one answer, in bytes.
const maxAnswer = 64 << 20

// read reads a document that must be there; patience is had with a system that
// is just coming back.
func (r *run) read(ctx context.Context, path string) ([]byte, error) {
	until := r.Clock().Add(r.Patience)
	for {
		b, err := r.readOnce(ctx, path)
		if !errors.Is(err, ErrUnreachable) || !r.Clock().Before(until) || !r.wait(ctx, r.Clock().Add(pause)) {
			return b, err
		}
	}
}

func (r *run) readOnce(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.URL+path, nil)
	if err != nil {
		return nil, fmt.Errorf("read %s%s: %w: %w", r.URL, path, ErrUsage, err)
	}
	req.Header.Set("Accept", "application/json, */*;q=0.1")
	res, err := r.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("read %s%s: %w: %w", r.URL, path, ErrUnreachable, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s%s: %w: %w", r.URL, path, ErrUnreachable, err)
	case res.StatusCode >= http.StatusInternalServerError:
		return nil, fmt.Errorf("read %s%s: %w: %s", r.URL, path, ErrUnreachable, res.Status)
	case res.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("read %s%s: %w: %w: %s", r.URL, path, ErrUsage, errNotThere, res.Status)
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("read %s%s: %w: %s", r.URL, path, ErrUsage, res.Status)
	}
	return b, nil
}
