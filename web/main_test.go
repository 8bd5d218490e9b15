package web

import (
	"testing"

	"github.com/rasprava/rasprava/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }
