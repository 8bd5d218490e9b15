package notify

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/rasprava/rasprava/internal/store"
)

const (
	mailsPoll    = 2 * time.Second
	mailsBatch   = 20
	mailsHide    = 30 * time.Second // a sender that dies gives back what it had taken
	mailsHold    = 5 * time.Second  // how often one that lives hides it anew
	mailsSilence = time.Hour        // between two words in the log that no server is set
	firstAgain   = time.Minute
	longestAgain = 6 * time.Hour
	maxAttempts  = 24 // about five days
)

// Sender sends the e-mail that the record has queued.
type Sender struct {
	Store     *store.Store
	Transport Transport        // nil: no mail server is set, and all e-mail is kept
	From      *netmail.Address // nil where Transport is
	Site      string           // address of the pages, without a slash at its end
	Log       *slog.Logger
}

// Run sends until ctx ends. Any number of processes may run it: an e-mail goes to
// one at a time. It is sent at least once, again and again for about five days, less
// and less often, until the server takes it or refuses it for good.
func (s *Sender) Run(ctx context.Context) {
	ticker := time.NewTicker(mailsPoll)
	defer ticker.Stop()
	quiet := 0
	for {
		var err error
		if s.Transport == nil {
			if quiet == 0 {
				err = s.keep(ctx)
			}
			quiet = (quiet + 1) % int(mailsSilence/mailsPoll)
		} else {
			_, err = s.Pass(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "mails_not_sent", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// keep says that nothing is sent.
func (s *Sender) keep(ctx context.Context) error {
	n, err := s.Store.KeepMails(ctx)
	if err == nil {
		s.Log.WarnContext(ctx, "mails_kept", "why", "no mail server is set (RASPRAVA_SMTP_HOST)", "waiting", n)
	}
	return err
}

// Pass sends what is due, and returns how many e-mails were sent.
func (s *Sender) Pass(ctx context.Context) (int, error) {
	for more := true; more && ctx.Err() == nil; {
		var err error
		more, err = s.Store.Tell(ctx)
		if err != nil {
			return 0, err
		}
	}
	for _, remind := range []func(context.Context) error{s.Store.RemindOfDeclarations, s.Store.RemindOfRequests} {
		err := remind(ctx)
		if err != nil {
			return 0, err
		}
	}
	sent := 0
	for ctx.Err() == nil {
		mails, err := s.Store.Mails(ctx, mailsBatch, mailsHide)
		if err != nil {
			return sent, err
		}
		n, err := s.send(ctx, mails)
		sent += n
		if err != nil || len(mails) < mailsBatch {
			return sent, err
		}
	}
	return sent, nil
}

// send sends some, and puts down what became of each.
func (s *Sender) send(ctx context.Context, mails []store.Mail) (int, error) {
	var (
		messages []*mail.Msg
		of       []store.Mail
		errs     []error
		sent     int
	)
	for _, m := range mails {
		l, err := write(m, s.Site)
		var msg *mail.Msg
		if err == nil {
			msg, err = message(l, s.From, m.To, m.Key, s.Site, m.QueuedAt)
		}
		if err != nil {
			errs = append(errs, s.unsent(ctx, m, RefusedError{err}))
			continue
		}
		messages, of = append(messages, msg), append(of, m)
	}
	if len(messages) > 0 {
		held := s.take(ctx, of)
		defer held.open()
		s.Transport.Send(ctx, messages, func(i int, err error) {
			held.give(of[i].ID)
			if err != nil {
				errs = append(errs, s.unsent(ctx, of[i], err))
				return
			}
			sent++
			errs = append(errs, s.Store.MailSent(ctx, of[i].ID))
		})
	}
	return sent, errors.Join(errs...)
}

// unsent puts an e-mail back, or gives it up.
func (s *Sender) unsent(ctx context.Context, m store.Mail, err error) error {
	again := pause(m.Attempts)
	var refused RefusedError
	if errors.As(err, &refused) || m.Attempts >= maxAttempts {
		again = 0
	}
	cause := causeOf(err)
	s.Log.WarnContext(ctx, "mail_not_sent", "kind", m.Kind, "mail", m.ID, "attempts", m.Attempts, "cause", cause, "again", again)
	return s.Store.MailUnsent(ctx, m.ID, cause, again)
}

// pause returns how long to wait after an attempt, counted from 1.
func pause(attempts int) time.Duration {
	wait := firstAgain
	for range attempts - 1 {
		wait *= 2
		if wait >= longestAgain {
			return longestAgain
		}
	}
	return wait
}
