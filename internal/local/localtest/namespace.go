package localtest

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/rasprava/rasprava/internal/local"
)

// Namespace makes a namespace of Temporal for this test alone and returns its
// name. It can be used at once and has no search attributes yet.
func Namespace(t testing.TB, services local.Services) string {
	t.Helper()
	conn, err := grpc.NewClient("passthrough:///"+services.TemporalAddress, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatalf("reach temporal: %v", err)
	}
	defer conn.Close()
	name := "test-" + strings.ToLower(rand.Text()[:12])
	_, err = workflowservice.NewWorkflowServiceClient(conn).RegisterNamespace(context.Background(), &workflowservice.RegisterNamespaceRequest{
		Namespace:                        name,
		WorkflowExecutionRetentionPeriod: durationpb.New(24 * time.Hour),
	}, grpc.WaitForReady(true))
	if err != nil {
		t.Fatalf("make namespace: %v", err)
	}
	return name
}
