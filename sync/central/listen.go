package central

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// stopWait is how long requests may take to end once the server is asked to stop.
const stopWait = 15 * time.Second

// Listen opens the address of a configuration with TLS: whoever comes waits until Serve answers, which closes it too.
func (c *Central) Listen(ctx context.Context, config Config) (net.Listener, error) {
	security, err := config.tls(c.env)
	if err != nil {
		return nil, fmt.Errorf("central: TLS: %w", err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", config.listen())
	if err != nil {
		return nil, fmt.Errorf("central: listen: %w", err)
	}
	return tls.NewListener(l, security), nil
}

// Serve answers requests on a listener of Listen's until ctx ends. Then it takes no more, tells those that wait that there is
// no news, lets the others end, and returns nil; an error says that it could not go on, or that some did not end in time.
func (c *Central) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: c.handler, ErrorLog: slog.NewLogLogger(c.env.Log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 3 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 16 << 10,
	}
	watching, stopWatching := context.WithCancel(ctx)
	defer stopWatching()
	go c.ledger.Watch(watching, func(err error) { c.env.Log.Warn("store does not answer", "fault", err.Error()) })
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("central: serve: %w", err)
	case <-ctx.Done():
	}
	c.stop()
	timeout, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
	defer cancel()
	if err := server.Shutdown(timeout); err != nil {
		return errors.Join(fmt.Errorf("central: stop: %w", err), server.Close())
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("central: serve: %w", err)
	}
	return nil
}
