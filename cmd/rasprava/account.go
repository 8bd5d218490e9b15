package main

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/rasprava/rasprava/web"
)

// accountCommand helps those who have an account.
type accountCommand struct {
	Password accountPassword `cmd:"" help:"Give an account another password, for who has forgotten theirs: rasprava account password ana@mprob.example."`
}

type accountPassword struct {
	Email string `arg:"" help:"The address with which its owner signs in."`
}

// Help says what becomes of the account.
func (*accountPassword) Help() string {
	return `Makes up a new password and prints it, once, with the address and the name of the account. Whoever was signed in to the account is
signed out everywhere; its access keys for programs stay, and their owner can revoke them. Make sure that it is the owner who
asks, and hand the password over so that nobody else sees it. Nothing makes them change it: tell them to choose one of their own
on the page /nalog/lozinka when they have signed in.

  DATABASE_URL=postgres://… rasprava account password ana@mprob.example`
}

// Run changes the password and prints the new one.
func (c *accountPassword) Run(ctx context.Context, s *stdio) error {
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	person, _, err := st.PersonByEmail(ctx, c.Email)
	if err != nil {
		return noSuch(err, "give another password: "+noAccount, c.Email)
	}
	password := rand.Text()
	err = st.SetPassword(ctx, person.ID, "", web.HashPassword(password))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s  %s  %s\n", person.Email, password, person.Name)
	if err != nil {
		return fmt.Errorf("print the new password (run the command again for another): %w", err)
	}
	fmt.Fprintln(s.err, "The password was changed, and every session of the account has ended.")
	return nil
}
