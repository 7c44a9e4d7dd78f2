package postgrestest

import "syscall"

// ordinaryUser leaves it to PostgreSQL, which gives up its rights by itself on Windows.
func ordinaryUser(string) (*syscall.SysProcAttr, error) { return nil, nil }
