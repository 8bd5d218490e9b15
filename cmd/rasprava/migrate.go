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

type migrateCommand struct {
	Definitions []string `arg:"" optional:"" name:"definition" help:"Procedures of your own to register beside the shipped ones: YAML files that procedure check finds no fault in."`
}

// Help says what migrating does.
func (*migrateCommand) Help() string {
	return `Applies the database migrations, registers the shipped procedures, makes the signing keys and logs, and registers the
search attributes in Temporal. It may be run again at any time, and by several machines at once. A dossier stays with the
version of the procedure under which it was opened.

  DATABASE_URL=postgres://… TEMPORAL_ADDRESS=… rasprava migrate
  DATABASE_URL=postgres://… TEMPORAL_ADDRESS=… rasprava migrate nas-postupak.yaml`
}

// Run migrates.
func (m *migrateCommand) Run(ctx context.Context, s *stdio) error {
	definitions := procedure.Shipped()
	for _, name := range m.Definitions {
		own, err := ownDefinition(s, name)
		if err != nil {
			return inputError{err}
		}
		definitions = append(definitions, own)
	}
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
	for _, d := range definitions {
		err = c.store.RegisterDefinition(ctx, d)
		if err != nil {
			return err
		}
	}
	err = registerSearchAttributes(ctx, c.temporal)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Migrated: %d new migrations, %d procedures.\n", len(applied), len(definitions))
	return nil
}

// ownDefinition reads a definition in which no fault may be found.
func ownDefinition(s *stdio, name string) (*procedure.Definition, error) {
	src, err := readDefinition(s, name)
	if err != nil {
		return nil, err
	}
	for _, fault := range procedure.Check(src, name) {
		return nil, fmt.Errorf("register %s", fault)
	}
	return procedure.Load(src)
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
