package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Parameters of argon2id after the OWASP Password Storage Cheat Sheet: 19 MiB of
// memory, two passes, one lane.
const (
	argonMemory = 19 * 1024 // KiB
	argonPasses = 2
	argonLanes  = 1
	argonSalt   = 16 // bytes
	argonKey    = 32
)

// Bounds of a password, in characters and bytes.
const (
	minPassword = 12
	maxPassword = 1024
)

// hashPassword gives the PHC string of a password that is long enough and is
// not the account's name.
func hashPassword(name, password string) (string, error) {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return "", fmt.Errorf("a password has %d characters or more; several words do well", minPassword)
	case len(password) > maxPassword:
		return "", fmt.Errorf("a password has at most %d bytes", maxPassword)
	case strings.EqualFold(strings.TrimSpace(password), name), strings.Trim(password, password[:1]) == "":
		return "", errors.New("this password is the first that anybody would try")
	}
	salt := make([]byte, argonSalt)
	rand.Read(salt)
	key := argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, argonLanes, argonKey)
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonLanes, enc(salt), enc(key)), nil
}

// checkPassword tells whether a password is the one of a PHC string.
func checkPassword(hash, password string) bool {
	if len(password) > maxPassword {
		return false
	}
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version, memory, passes, lanes int
	if n, err := fmt.Sscanf(parts[2], "v=%d", &version); n != 1 || err != nil || version != argon2.Version {
		return false
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); n != 3 || err != nil {
		return false
	}
	// A file that asks for more than a desk can give opens nothing.
	if memory < 8 || memory > 1<<20 || passes < 1 || passes > 16 || lanes < 1 || lanes > 16 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(key) < 16 || len(key) > 128 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, uint32(passes), uint32(memory), uint8(lanes), uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// nobody is the hash that a name without an account is checked against, so that
// the answer takes as long.
var nobody = sync.OnceValue(func() string {
	password := make([]byte, 24)
	rand.Read(password)
	hash, err := hashPassword("", base64.RawStdEncoding.EncodeToString(password))
	if err != nil {
		panic(err) // a random password of 32 characters is long enough
	}
	return hash
})
