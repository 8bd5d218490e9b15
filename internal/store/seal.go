package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// seal encrypts the data of a session under a key that only its token gives.
func seal(token string, data []byte) ([]byte, error) {
	c, err := cipherOf(token)
	if err != nil {
		return nil, err
	}
	return c.Seal(nil, nil, data, nil), nil
}

// unseal returns data that seal has sealed for the same token.
func unseal(token string, sealed []byte) ([]byte, error) {
	c, err := cipherOf(token)
	if err != nil {
		return nil, err
	}
	return c.Open(nil, nil, sealed, nil)
}

// cipherOf returns the cipher of a session, which chooses a nonce for every
// sealing and puts it first. A token is random, so that its key needs no salt.
func cipherOf(token string) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "rasprava: data of a session", 32)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}
