package local

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// cluster is a Postgres data folder and the user who owns it.
type cluster struct {
	bin      string              // the programs that made it
	path     string              // the data folder itself
	owner    *syscall.Credential // whom the server runs as; nil is ourselves
	password string
}

// openCluster returns the cluster of DIR, made when absent. The server refuses
// to run as root, so root makes it for a plain user; where that user cannot
// reach DIR (below /root, say) the data stands in /var/lib and DIR/pg points
// there.
func openCluster(ctx context.Context, c *crew, fast bool) (cluster, error) {
	link := filepath.Join(c.dir, "pg")
	path, err := filepath.EvalSymlinks(link)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeCluster(ctx, c, fast)
	case err != nil:
		return cluster{}, fmt.Errorf("open %s: %w", link, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return cluster{}, fmt.Errorf("open %s: %w", link, err)
	}
	pg := cluster{path: path}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != os.Geteuid() {
		if os.Geteuid() != 0 {
			return cluster{}, fmt.Errorf("open %s: it belongs to another user (%d); start as that user or root, or choose another --data", link, stat.Uid)
		}
		pg.owner = &syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}
	}
	if pg.owner != nil && !reaches(pg.owner, path) {
		return cluster{}, fmt.Errorf("open %s: its owner (%d) may not enter the folders above it; move it, or choose another --data", link, pg.owner.Uid)
	}
	version, err := os.ReadFile(filepath.Join(path, "PG_VERSION"))
	if err != nil {
		return cluster{}, fmt.Errorf("open %s: %w", link, err)
	}
	pg.bin, err = FindPostgres(strings.TrimSpace(string(version)))
	if err != nil {
		return cluster{}, err
	}
	password, err := os.ReadFile(passwordFile(c.dir))
	if err != nil {
		return cluster{}, fmt.Errorf("open %s: %w", link, err)
	}
	pg.password = strings.TrimSpace(string(password))
	return pg, nil
}

func passwordFile(dir string) string { return filepath.Join(dir, "postgres.password") }

// makeCluster makes the cluster of DIR. It takes its name only when it is
// complete: a start that is killed in the middle is made again.
func makeCluster(ctx context.Context, c *crew, fast bool) (cluster, error) {
	bin, err := FindPostgres("")
	if err != nil {
		return cluster{}, err
	}
	pg := cluster{bin: bin, path: filepath.Join(c.dir, "pg"), password: rand.Text()}
	if os.Geteuid() == 0 {
		pg.owner, err = plainUser()
		if err != nil {
			return cluster{}, err
		}
		if !reaches(pg.owner, c.dir) {
			pg.path = filepath.Join(elsewhere(c.dir), "pg")
			c.say("the database stands in %s: the user it runs as may not enter %s", pg.path, c.dir)
		}
	}
	link := filepath.Join(c.dir, "pg")
	if pg.path != link {
		err = os.Remove(link) // one that points to nothing
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return cluster{}, fmt.Errorf("make cluster: %w", err)
		}
		err = os.MkdirAll(filepath.Dir(pg.path), 0o711)
		if err != nil {
			return cluster{}, fmt.Errorf("make cluster: %w", err)
		}
	}
	err = pg.initialise(ctx, c, fast)
	if err != nil {
		return cluster{}, err
	}
	if pg.path != link {
		err = os.Symlink(pg.path, link)
		if err != nil {
			return cluster{}, fmt.Errorf("make cluster: %w", err)
		}
	}
	return pg, nil
}

// initialise runs initdb beside the final place and moves the result there.
func (pg cluster) initialise(ctx context.Context, c *crew, fast bool) error {
	making := pg.path + ".new"
	for _, leftover := range []string{making, pg.path} {
		err := os.RemoveAll(leftover)
		if err != nil {
			return fmt.Errorf("make cluster: %w", err)
		}
	}
	err := os.Mkdir(making, 0o700)
	if err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	secret := filepath.Join(filepath.Dir(making), ".initdb.password")
	err = os.WriteFile(secret, []byte(pg.password+"\n"), 0o600)
	if err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	defer os.Remove(secret)
	if pg.owner != nil {
		for _, path := range []string{making, secret} {
			err = os.Chown(path, int(pg.owner.Uid), int(pg.owner.Gid))
			if err != nil {
				return fmt.Errorf("make cluster: %w", err)
			}
		}
	}
	args := []string{"-D", making, "-U", "rasprava", "--pwfile=" + secret, "--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"}
	if fast {
		args = append(args, "--no-sync")
	}
	_, err = c.once(ctx, "initdb", pg.program("initdb", args...), nil)
	if err != nil {
		return err
	}
	err = os.WriteFile(passwordFile(c.dir), []byte(pg.password+"\n"), 0o600)
	if err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	err = os.Rename(making, pg.path)
	if err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	return nil
}

// program returns a command of Postgres, run as the owner of the cluster.
func (pg cluster) program(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(pg.bin, name), args...)
	cmd.Dir = "/" // its owner may not enter ours
	cmd.Env = environment()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: pg.owner}
	return cmd
}

// orphan returns the server that still runs on the data, when there is one.
func (pg cluster) orphan() (int, bool) {
	text, err := os.ReadFile(filepath.Join(pg.path, "postmaster.pid"))
	if err != nil {
		return 0, false
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil || pid <= 1 {
		return 0, false
	}
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return pid, err == nil && strings.Contains(string(line), pg.path)
}

// plainUser returns the user that root runs Postgres as.
func plainUser() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read the number of user %s: %w", name, err)
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read the group of user %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("find a user for postgres, which refuses root: there is neither postgres nor nobody")
}

// reaches reports whether that user may enter the folder.
func reaches(as *syscall.Credential, dir string) bool {
	cmd := exec.Command("/bin/sh", "-c", `cd "$0"`, dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	return cmd.Run() == nil
}

// elsewhere returns the folder for the data of DIR when it cannot stand there.
func elsewhere(dir string) string {
	sum := sha256.Sum256([]byte(dir))
	return "/var/lib/rasprava-" + hex.EncodeToString(sum[:6])
}
