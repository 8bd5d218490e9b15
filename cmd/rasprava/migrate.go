package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"

	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/schema"
	"github.com/rasprava/rasprava/workflows"
)

type migrateCommand struct{}

// Help says what migrating does.
func (*migrateCommand) Help() string {
	return `Applies the database migrations, registers the shipped procedures, makes the signing keys and logs, and registers the
search attributes in Temporal. It may be run again at any time, and by several machines at once.

  DATABASE_URL=postgres://… TEMPORAL_ADDRESS=… rasprava migrate`
}

// Run migrates.
func (*migrateCommand) Run(ctx context.Context, s *stdio) error {
	c, err := connect(ctx, s)
	if err != nil {
		return err
	}
	defer c.close()
	applied, err := schema.Migrate(ctx, c.store.DB())
	if err != nil {
		return err
	}
	err = c.store.Prepare(ctx)
	if err != nil {
		return err
	}
	for _, d := range procedure.Shipped() {
		err = c.store.RegisterDefinition(ctx, d)
		if err != nil {
			return err
		}
	}
	err = registerSearchAttributes(ctx, c.temporal)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Migrated: %d new migrations, %d procedures.\n", len(applied), len(procedure.Shipped()))
	return nil
}

// registerSearchAttributes registers those that the workflows set, and waits
// until Temporal has them.
func registerSearchAttributes(ctx context.Context, t cluster) error {
	missing, err := missingSearchAttributes(ctx, t)
	if err != nil || len(missing) == 0 {
		return err
	}
	_, err = t.OperatorService().AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
		Namespace: t.namespace, SearchAttributes: missing})
	var exists *serviceerror.AlreadyExists
	if err != nil && !errors.As(err, &exists) {
		return serviceError{fmt.Errorf("register search attributes: %w", err)}
	}
	for deadline := time.Now().Add(20 * time.Second); ; {
		missing, err = missingSearchAttributes(ctx, t)
		if err != nil || len(missing) == 0 {
			return err
		}
		if time.Now().After(deadline) {
			return serviceError{errors.New("register search attributes: Temporal does not show them")}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// missingSearchAttributes returns those that Temporal does not know yet.
func missingSearchAttributes(ctx context.Context, t cluster) (map[string]enums.IndexedValueType, error) {
	list, err := t.OperatorService().ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: t.namespace})
	if err != nil {
		return nil, serviceError{fmt.Errorf("read search attributes: %w", err)}
	}
	missing := map[string]enums.IndexedValueType{}
	for name, kind := range workflows.SearchAttributes() {
		if _, ok := list.CustomAttributes[name]; !ok {
			missing[name] = kind
		}
	}
	return missing, nil
}
