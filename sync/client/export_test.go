package client

import (
	"net/http"
	"time"
)

// TransportStalling is Transport where a network counts as gone after a time of the test's.
func TransportStalling(authorities []byte, stall time.Duration) (http.RoundTripper, error) {
	return transport(authorities, stall)
}
