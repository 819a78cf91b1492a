// Package date holds what package dateparser gives.
package date

import "time"

// Date is a date that was read.
type Date struct {
	Time time.Time
}
