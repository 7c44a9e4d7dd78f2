package cli

import (
	"path/filepath"
	"runtime"
)

// DataHome is the folder that holds the program's data on this kind of machine: %LOCALAPPDATA%\Plumbline on Windows,
// where roaming profiles do not reach, ~/Library/Application Support/Plumbline on a Mac, and $XDG_DATA_HOME/plumbline,
// by default ~/.local/share/plumbline, elsewhere.
func DataHome(getenv func(string) string) string {
	switch runtime.GOOS {
	case "windows":
		return filepath.Join(getenv("LOCALAPPDATA"), "Plumbline")
	case "darwin":
		return filepath.Join(getenv("HOME"), "Library", "Application Support", "Plumbline")
	default:
		if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "plumbline")
		}
		return filepath.Join(getenv("HOME"), ".local", "share", "plumbline")
	}
}
