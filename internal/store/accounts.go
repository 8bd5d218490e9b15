package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Register makes an account for somebody who asks for one, and returns its id.
// Refused invalid with the fields that cannot be taken, a taken e-mail among
// them.
func (s *Store) Register(ctx context.Context, a dossier.NewAccount) (string, error) {
	kept, err := a.Tidy()
	if err != nil {
		return "", err
	}
	if kept.PasswordHash == "" {
		return "", errors.New("register: no password")
	}
	return s.addPerson(ctx, Person{Name: kept.Name, Email: kept.Email, Lang: kept.Lang}, kept.PasswordHash, false)
}

// PasswordHash returns the hash of the person's password; empty when they have
// none, refused not_found when there is no such account.
func (s *Store) PasswordHash(ctx context.Context, person string) (string, error) {
	var hash string
	err := s.reads.GetContext(ctx, &hash, `
		SELECT coalesce(password_hash, '') FROM persons WHERE id = $1 AND disabled_at IS NULL`, person)
	if err != nil {
		return "", fmt.Errorf("find password: %w", orNotFound(err))
	}
	return hash, nil
}

// SetPassword gives the person another password and ends all their sessions but
// the one with the token: whoever knew the old one is out.
func (s *Store) SetPassword(ctx context.Context, person, token, hash string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := changeOne(ctx, tx, `UPDATE persons SET password_hash = $2 WHERE id = $1 AND disabled_at IS NULL`, person, hash)
		if err != nil {
			return err
		}
		_, err = endOthers(ctx, tx, person, token)
		return err
	})
	if err != nil {
		return fmt.Errorf("set password: %w", orNotFound(err))
	}
	return nil
}

// SetLang gives the person another language of the interface; refused invalid.
func (s *Store) SetLang(ctx context.Context, person, lang string) error {
	if !dossier.KnownLang(lang) {
		return invalidField("lang", dossier.CodeLangUnknown)
	}
	err := changeOne(ctx, s.db, `UPDATE persons SET lang = $2 WHERE id = $1 AND disabled_at IS NULL`, person, lang)
	if err != nil {
		return fmt.Errorf("set language: %w", orNotFound(err))
	}
	return nil
}

// invalidField refuses one field of what was sent.
func invalidField(name string, code dossier.Code, params ...string) error {
	return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: name, Code: code, Params: dossier.Refuse(code, params...).Params}}}
}

// changeOne changes a row; refused not_found when there is none that fits.
func changeOne(ctx context.Context, x sqlx.ExecerContext, query string, args ...any) error {
	res, err := x.ExecContext(ctx, query, args...)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeNotFound)
	}
	return nil
}
