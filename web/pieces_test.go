package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// A long answer comes whole to a slow reader, whatever bounds others.
func TestALongAnswerComesWholeToASlowReader(t *testing.T) {
	const length = 32 << 20 // more than what stands between the two
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, err := io.Copy(inPieces(w), io.LimitReader(&endless{}, length))
		if err != nil {
			panic(http.ErrAbortHandler)
		}
	}))
	server.Config.WriteTimeout = 200 * time.Millisecond
	server.Start()
	defer server.Close()
	res, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	time.Sleep(time.Second)
	n, err := io.Copy(io.Discard, res.Body)
	if err != nil || n != length {
		t.Errorf("got %d of %d bytes, %v", n, length, err)
	}
}
