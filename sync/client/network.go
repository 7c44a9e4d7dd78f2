package client

import (
	"context"
	"net"
	"slices"
	"strings"
	"time"
)

// networkEvery is how often the machine's addresses are looked at.
const networkEvery = 5 * time.Second

// WatchNetwork calls appeared whenever the machine has an address that it had not before, as it does when a cable is put in
// or a wireless network joined. It returns when ctx ends.
func WatchNetwork(ctx context.Context, appeared func()) {
	before := addresses()
	tick := time.NewTicker(networkEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := addresses()
		if slices.ContainsFunc(now, func(a string) bool { return !slices.Contains(before, a) }) {
			appeared()
		}
		before = now
	}
}

// addresses lists what others may reach this machine by, in order; none where the machine does not say.
func addresses() []string {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []string
	for _, a := range all {
		ip, _, err := net.ParseCIDR(a.String())
		if err == nil && ip.IsGlobalUnicast() && !strings.HasPrefix(ip.String(), "169.254.") {
			out = append(out, a.String())
		}
	}
	slices.Sort(out)
	return out
}
