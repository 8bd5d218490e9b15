package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strconv"
	"syscall"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// usualPostgresPort is the first that is tried: not Postgres's own, which an
// installed one has, and below those that Linux gives to outgoing connections.
const usualPostgresPort = 15432

// server returns the child that serves the cluster on that port of 127.0.0.1.
// Fast gives up durability over a crash of the machine, not of the program.
func (pg cluster) server(port int, fast bool) child {
	settings := []string{
		"listen_addresses=127.0.0.1", "port=" + strconv.Itoa(port), "unix_socket_directories=",
		"max_connections=300", "timezone=UTC", "log_timezone=UTC", "jit=off",
	}
	if fast {
		settings = append(settings, "fsync=off", "full_page_writes=off", "autovacuum_naptime=5min")
	}
	args := []string{"-D", pg.path}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return child{
		name:    "postgres",
		command: func() *exec.Cmd { return pg.program("postgres", args...) },
		quit:    syscall.SIGINT, // its fast shutdown
	}
}

// url returns the connection string of one database of the cluster.
func (pg cluster) url(host, database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword("rasprava", pg.password), Host: host, Path: database, RawQuery: "sslmode=disable"}
	return u.String()
}

// serving answers nil when the database rasprava can be used; it makes it when
// it is not there.
func (pg cluster) serving(ctx context.Context, host string) error {
	err := query(ctx, pg.url(host, "rasprava"), `SELECT 1`)
	var refused *pq.Error
	if !errors.As(err, &refused) || refused.Code != pqerror.InvalidCatalogName {
		return err
	}
	return query(ctx, pg.url(host, "postgres"), `CREATE DATABASE rasprava`)
}

// query runs one statement on a connection of its own.
func query(ctx context.Context, url, statement string) error {
	db, err := sql.Open("postgres", url+"&connect_timeout=2")
	if err != nil {
		return fmt.Errorf("reach postgres: %w", err)
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("reach postgres: %w", err)
	}
	return nil
}
