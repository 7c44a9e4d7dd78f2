package benchform

import (
	"runtime"
	"strconv"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/forms/xform"
)

// Read reads a form.
func Read(source []byte) (*forms.Definition, error) {
	def, _, err := xform.Read("form.xml", source)
	return def, err
}

// Begin begins a record of a form, at an hour that is always the same.
func Begin(def *forms.Definition) (*session.Session, error) {
	n := 0
	return session.New(def, session.Env{
		Now:      func() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC) },
		Location: time.UTC,
		NewID:    func() string { n++; return strconv.Itoa(n) },
	})
}

// InUse is how many bytes are in use once the garbage has been collected.
func InUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
