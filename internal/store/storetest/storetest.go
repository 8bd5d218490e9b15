// Package storetest gives tests a record of their own: a fresh database on the
// shared test server, migrated, with the shipped procedures. It must not be
// imported by anything but tests.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	_ "github.com/lib/pq" // the driver under database/sql

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/local/localtest"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/schema"
)

// Open returns a record on a database of its own, and the database's address.
// Both go when the test ends.
func Open(t testing.TB) (*store.Store, string) {
	t.Helper()
	address := Database(t)
	files, err := attachment.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatalf("open attachments: %v", err)
	}
	s, err := store.Open(t.Context(), store.Options{URL: address, Keys: t.TempDir(), Origin: "rasprava.test", Attachments: files})
	if err != nil {
		t.Fatalf("open record: %v", err)
	}
	t.Cleanup(func() {
		err := s.Close()
		if err != nil {
			t.Errorf("close record: %v", err)
		}
	})
	err = s.Prepare(t.Context())
	if err != nil {
		t.Fatalf("prepare record: %v", err)
	}
	return s, address
}

// Database returns the address of a fresh, migrated database with the shipped
// procedures, made from a template of the same migrations.
func Database(t testing.TB) string {
	t.Helper()
	server := localtest.TestServices(t).DatabaseURL
	db, err := sql.Open("postgres", server)
	if err != nil {
		t.Fatalf("open server: %v", err)
	}
	defer db.Close()
	template := template(t, db, server)
	name := "t_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	_, err = db.ExecContext(t.Context(), `CREATE DATABASE `+name+` TEMPLATE `+template)
	if err != nil {
		t.Fatalf("create database: %v", err)
	}
	t.Cleanup(func() {
		db, err := sql.Open("postgres", server)
		if err != nil {
			t.Errorf("open server: %v", err)
			return
		}
		defer db.Close()
		_, err = db.ExecContext(context.Background(), `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`)
		if err != nil {
			t.Logf("drop database: %v", err)
		}
	})
	return address(t, server, name)
}

// templateLock keeps two test processes from making one template at once.
const templateLock = 7002

func template(t testing.TB, db *sql.DB, server string) string {
	t.Helper()
	h := schema.Hash() + fmt.Sprint(Members)
	for _, d := range procedure.Shipped() {
		h += d.Hash
	}
	name := "template_" + strings.ReplaceAll(uuid.NewSHA1(uuid.NameSpaceOID, []byte(h)).String(), "-", "")
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatalf("reach server: %v", err)
	}
	defer conn.Close()
	_, err = conn.ExecContext(t.Context(), `SELECT pg_advisory_lock($1)`, templateLock)
	if err != nil {
		t.Fatalf("lock templates: %v", err)
	}
	defer func() {
		_, err := conn.ExecContext(context.Background(), `SELECT pg_advisory_unlock($1)`, templateLock)
		if err != nil {
			t.Errorf("unlock templates: %v", err)
		}
	}()
	var there bool
	err = conn.QueryRowContext(t.Context(), `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate)`, name).Scan(&there)
	if err != nil {
		t.Fatalf("find template: %v", err)
	}
	if there {
		return name
	}
	for _, q := range []string{`DROP DATABASE IF EXISTS ` + name, `CREATE DATABASE ` + name} {
		_, err = conn.ExecContext(t.Context(), q)
		if err != nil {
			t.Fatalf("make template: %v", err)
		}
	}
	err = fill(t, address(t, server, name))
	if err != nil {
		t.Fatalf("fill template: %v", err)
	}
	_, err = conn.ExecContext(t.Context(), `ALTER DATABASE `+name+` IS_TEMPLATE true`)
	if err != nil {
		t.Fatalf("mark template: %v", err)
	}
	return name
}

func fill(t testing.TB, address string) error {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{URL: address, Keys: t.TempDir(), Origin: "rasprava.test"})
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = schema.Migrate(t.Context(), s.DB())
	if err != nil {
		return err
	}
	for _, d := range procedure.Shipped() {
		err = s.RegisterDefinition(t.Context(), d)
		if err != nil {
			return err
		}
		for _, b := range d.Bodies {
			if !b.Collegial {
				continue
			}
			err = s.EnterMembers(t.Context(), store.Members{Body: b.Code, From: "1990-01-01", Count: Members, Act: "Одлука за потребе пробе"})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// Register registers a procedure of a test's own and returns it.
func Register(t testing.TB, s *store.Store, src string) *procedure.Definition {
	t.Helper()
	d, err := procedure.Load([]byte(src))
	if err != nil {
		t.Fatalf("load procedure: %v", err)
	}
	err = s.RegisterDefinition(t.Context(), d)
	if err != nil {
		t.Fatalf("register procedure: %v", err)
	}
	return d
}

// Members is how many members each collegial body of the shipped procedures has.
const Members = 40

func address(t testing.TB, server, name string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatalf("read address: %v", err)
	}
	u.Path = "/" + name
	return u.String()
}

// Person makes a person with appointments, each `BODY role`, from 2020 on, and
// returns their id.
func Person(t testing.TB, s *store.Store, name string, appointments ...string) string {
	t.Helper()
	id, err := s.AddPerson(t.Context(), store.Person{Name: name, Email: fmt.Sprintf("%s@osoba.example", uuid.NewString()), Lang: "sr-Cyrl"}, "")
	if err != nil {
		t.Fatalf("add person: %v", err)
	}
	for _, a := range appointments {
		body, role, _ := strings.Cut(a, " ")
		Appoint(t, s, id, body, dossier.Role(role), "2020-01-01", "")
	}
	return id
}

// Appoint gives a person a role.
func Appoint(t testing.TB, s *store.Store, person, body string, role dossier.Role, from, until string) {
	t.Helper()
	err := s.Appoint(t.Context(), person, dossier.Appointment{Body: body, Role: role, From: from, Until: until})
	if err != nil {
		t.Fatalf("appoint: %v", err)
	}
}

// Ministry makes a body.
func Ministry(t testing.TB, s *store.Store, code string) {
	t.Helper()
	err := s.AddBody(t.Context(), store.Body{Code: code, NameSr: "Министарство " + code, NameEn: "Ministry " + code, ValidFrom: "2020-01-01"})
	if err != nil {
		t.Fatalf("add body: %v", err)
	}
}
