package attachment

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// bucket keeps files in an S3 bucket, below a prefix.
type bucket struct {
	client *minio.Client
	name   string
	prefix string
}

func openBucket(name, prefix, endpoint, region string, insecure bool) (Keeper, error) {
	if endpoint == "" {
		endpoint = "s3.amazonaws.com"
	}
	client, err := minio.New(endpoint, &minio.Options{Secure: !insecure, Region: region, BucketLookup: minio.BucketLookupAuto,
		Creds: credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{}})})
	if err != nil {
		return nil, fmt.Errorf("open attachments: %w", err)
	}
	return bucket{client, name, prefix}, nil
}

func (b bucket) object(key string) string { return path.Join(b.prefix, key) }

// Put implements Keeper. That a key was there already is refused by the bucket.
func (b bucket) Put(ctx context.Context, key string, data []byte) error {
	if err := checkKey(key); err != nil {
		return fmt.Errorf("keep attachment: %w", err)
	}
	o := minio.PutObjectOptions{ContentType: "application/octet-stream", ContentDisposition: "attachment", DisableMultipart: true}
	o.SetMatchETagExcept("*")
	_, err := b.client.PutObject(ctx, b.name, b.object(key), bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		return fmt.Errorf("keep attachment: %w", err)
	}
	return nil
}

// Get implements Keeper.
func (b bucket) Get(ctx context.Context, key string) ([]byte, error) {
	if err := checkKey(key); err != nil {
		return nil, fmt.Errorf("read attachment: %w", err)
	}
	o, err := b.client.GetObject(ctx, b.name, b.object(key), minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("read attachment %s: %w", key, err)
	}
	defer o.Close()
	data, err := io.ReadAll(io.LimitReader(o, MaxBytes+1))
	switch {
	case err != nil && minio.ToErrorResponse(err).Code == minio.NoSuchKey:
		return nil, fmt.Errorf("read attachment %s: %w", key, ErrNotKept)
	case err != nil:
		return nil, fmt.Errorf("read attachment %s: %w", key, err)
	case len(data) > MaxBytes:
		return nil, fmt.Errorf("read attachment %s: %w", key, ErrTooLarge)
	}
	return data, nil
}

// Delete implements Keeper.
func (b bucket) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return fmt.Errorf("delete attachment: %w", err)
	}
	err := b.client.RemoveObject(ctx, b.name, b.object(key), minio.RemoveObjectOptions{})
	if err != nil {
		return fmt.Errorf("delete attachment: %w", err)
	}
	return nil
}
