package model

import "math/bits"

// hashString is 64-bit FNV-1a with a final mix; the seed keeps uses apart.
func hashString(seed uint64, s string) uint64 {
	h := 14695981039346656037 ^ seed*0x9e3779b97f4a7c15
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// key joins a template's number and the hashes of its parts into a feature key.
func key(template uint64, a, b, c uint64) uint32 {
	h := template*0x9e3779b97f4a7c15 ^ a
	h = bits.RotateLeft64(h*0xbf58476d1ce4e5b9, 27) ^ b
	h = bits.RotateLeft64(h*0x94d049bb133111eb, 31) ^ c
	h *= 0xd6e8feb86659fd93
	return uint32(h >> 32)
}
