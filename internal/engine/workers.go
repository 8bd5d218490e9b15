package engine

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Workers returns how many workers have asked for work in the last minutes, as
// Temporal remembers it; the error says only that it did not answer in two seconds.
func (c *Client) Workers(ctx context.Context) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, liveTime)
	defer cancel()
	queue, err := c.temporal.DescribeTaskQueue(ctx, dossier.TaskQueue, enumspb.TASK_QUEUE_TYPE_WORKFLOW)
	if err != nil {
		return 0, fmt.Errorf("count workers: %w", err)
	}
	return len(queue.GetPollers()), nil
}
