package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	tlog "go.temporal.io/sdk/log"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// settings are what the parts of a server read from their environment. The
// zero value is usable but for the database; TEMPORAL_* are read as Temporal
// defines them.
type settings struct {
	DatabaseURL     string `env:"DATABASE_URL"`
	Addr            string `env:"RASPRAVA_ADDR" envDefault:"127.0.0.1:8080"`
	Data            string `env:"RASPRAVA_DATA" envDefault:"var"`
	Origin          string `env:"RASPRAVA_ORIGIN" envDefault:"rasprava.local"`
	Demo            bool   `env:"RASPRAVA_DEMO"`
	Contact         string `env:"RASPRAVA_CONTACT"`
	RateSubmissions string `env:"RASPRAVA_RATE_SUBMISSIONS" envDefault:"30/m"`
	TrustedProxies  string `env:"RASPRAVA_TRUSTED_PROXIES"`
	PublicMetrics   bool   `env:"RASPRAVA_PUBLIC_METRICS"`
	TemporalUI      string `env:"RASPRAVA_TEMPORAL_UI"`
	Conns           int    `env:"RASPRAVA_DB_CONNS"`
	Witnesses       string `env:"RASPRAVA_WITNESSES"`   // file with their keys
	Attachments     string `env:"RASPRAVA_ATTACHMENTS"` // folder or s3:// address; empty: a folder in Data
	Site            string `env:"RASPRAVA_SITE"`        // address of the pages, for e-mail; empty: https on the origin

	SMTPHost         string `env:"RASPRAVA_SMTP_HOST"` // empty: e-mail is kept
	SMTPPort         int    `env:"RASPRAVA_SMTP_PORT"` // 0: the usual one of the mode
	SMTPTLS          string `env:"RASPRAVA_SMTP_TLS" envDefault:"starttls"`
	SMTPUser         string `env:"RASPRAVA_SMTP_USER"`
	SMTPPasswordFile string `env:"RASPRAVA_SMTP_PASSWORD_FILE"`
	SMTPFrom         string `env:"RASPRAVA_SMTP_FROM"`
	MailFolder       string `env:"RASPRAVA_MAIL_FOLDER"` // e-mail is written there instead of being sent

	ContestDays int `env:"RASPRAVA_CONTEST_DAYS" envDefault:"8"` // after a comment was set aside, in which its author may object

	// How long after the final closing of a round what its authors left is kept,
	// though nobody reads it: days, such as 365d, or off.
	RetentionEmails  string `env:"RASPRAVA_RETENTION_EMAILS" envDefault:"365d"`
	RetentionNames   string `env:"RASPRAVA_RETENTION_NAMES" envDefault:"365d"` // that are not published
	RetentionFiles   string `env:"RASPRAVA_RETENTION_FILES" envDefault:"365d"`
	RetentionSecrets string `env:"RASPRAVA_RETENTION_SECRETS" envDefault:"1825d"`
	RetentionNotes   string `env:"RASPRAVA_RETENTION_NOTES" envDefault:"365d"` // after what they are about was decided
}

// readSettings reads the environment and refuses a RASPRAVA_* that it does not
// know: a mistyped setting must not be a silent default.
func readSettings() (settings, error) {
	var c settings
	err := env.Parse(&c)
	if err != nil {
		return c, inputError{fmt.Errorf("read settings: %w", err)}
	}
	params, err := env.GetFieldParams(&c)
	if err != nil {
		return c, fmt.Errorf("read settings: %w", err)
	}
	known := map[string]bool{"RASPRAVA_CORPUS": true} // for tests and benchmarks
	for _, p := range params {
		known[p.Key] = true
	}
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "RASPRAVA_") && !known[name] {
			return c, inputError{fmt.Errorf("read settings: there is no setting %s", name)}
		}
	}
	if c.DatabaseURL == "" {
		return c, inputError{errors.New("read settings: DATABASE_URL is not set (for everything on this machine: rasprava up)")}
	}
	return c, nil
}

// openRecord opens the record that the settings name.
func openRecord(ctx context.Context) (*store.Store, error) {
	c, err := readSettings()
	if err != nil {
		return nil, err
	}
	return c.record(ctx)
}

// record opens the record with its keys.
func (c settings) record(ctx context.Context) (*store.Store, error) {
	files, err := attachment.OpenKeeper(cmp.Or(c.Attachments, filepath.Join(c.Data, "attachments")))
	if err != nil {
		return nil, inputError{err}
	}
	var witnesses []ledger.Witness
	if c.Witnesses != "" {
		witnesses, err = readWitnesses([]string{c.Witnesses})
		if err != nil {
			return nil, inputError{fmt.Errorf("read RASPRAVA_WITNESSES: %w", err)}
		}
	}
	kept, err := c.retention()
	if err != nil {
		return nil, err
	}
	if c.ContestDays < 1 || c.ContestDays > 365 {
		return nil, inputError{fmt.Errorf("read RASPRAVA_CONTEST_DAYS: %d is not a number of days from 1 to 365", c.ContestDays)}
	}
	s, err := store.Open(ctx, store.Options{URL: c.DatabaseURL, Keys: filepath.Join(c.Data, "keys"),
		Checkpoints: filepath.Join(c.Data, "checkpoints"), Witnesses: witnesses, Origin: c.Origin, Conns: c.Conns, Attachments: files, Retention: kept, ContestDays: c.ContestDays})
	if err != nil {
		return nil, serviceError{err}
	}
	return s, nil
}

// retention reads for how long what authors left is kept.
func (c settings) retention() (store.Retention, error) {
	var r store.Retention
	for _, one := range []struct {
		name, value string
		to          *time.Duration
	}{{"EMAILS", c.RetentionEmails, &r.Emails}, {"NAMES", c.RetentionNames, &r.Names}, {"FILES", c.RetentionFiles, &r.Files}, {"SECRETS", c.RetentionSecrets, &r.Secrets}, {"NOTES", c.RetentionNotes, &r.Notes}} {
		if one.value == "off" {
			continue
		}
		days, err := strconv.Atoi(strings.TrimSuffix(one.value, "d"))
		if err != nil || !strings.HasSuffix(one.value, "d") || days < 1 || days > 36500 {
			return r, inputError{fmt.Errorf("read RASPRAVA_RETENTION_%s: %q is not a number of days, such as 365d, or off", one.name, one.value)}
		}
		*one.to = time.Duration(days) * 24 * time.Hour
	}
	return r, nil
}

// cluster is a connection to Temporal with the namespace it is for.
type cluster struct {
	client.Client
	namespace string
}

// reachTemporal connects to Temporal by the standard TEMPORAL_* settings.
func (c settings) reachTemporal(ctx context.Context, log *slog.Logger) (cluster, error) {
	options, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return cluster{}, inputError{fmt.Errorf("read TEMPORAL_* settings: %w", err)}
	}
	options.Logger = tlog.NewStructuredLogger(log)
	if options.Namespace == "" {
		options.Namespace = client.DefaultNamespace
	}
	t, err := client.DialContext(ctx, options)
	if err != nil {
		return cluster{}, serviceError{fmt.Errorf("reach temporal: %w", err)}
	}
	return cluster{t, options.Namespace}, nil
}

// installation is what the parts of a server stand on.
type installation struct {
	settings
	store    *store.Store
	temporal cluster
	log      *slog.Logger
}

// connect reads the settings and reaches the record and Temporal.
func connect(ctx context.Context, s *stdio) (*installation, error) {
	c, err := readSettings()
	if err != nil {
		return nil, err
	}
	log := logger(s)
	st, err := c.record(ctx)
	if err != nil {
		return nil, err
	}
	t, err := c.reachTemporal(ctx, log)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &installation{settings: c, store: st, temporal: t, log: log}, nil
}

// close ends the connections.
func (i *installation) close() {
	i.temporal.Close()
	err := i.store.Close()
	if err != nil {
		i.log.Warn("close_record", "error", err)
	}
}

// logger writes one JSON line an event to standard error.
func logger(s *stdio) *slog.Logger {
	return slog.New(slog.NewJSONHandler(s.err, &slog.HandlerOptions{Level: slog.LevelInfo}))
}
