package workbench

import (
	"slices"
	"testing"
	"time"

	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

func TestSyncWords(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 7, 20, 11, 0, 0, 0, london)
	at := func(hour, minute int) time.Time { return time.Date(2026, 7, 20, hour, minute, 0, 0, london).UTC() }
	status := func(o replica.Overview, alter func(*client.Status)) client.Status {
		o.Enrolled = true
		s := client.Status{Overview: o}
		if alter != nil {
			alter(&s)
		}
		return s
	}
	problem := func(p client.Problem) func(*client.Status) {
		return func(s *client.Status) { s.Problem, s.Since = p, at(9, 10) }
	}
	three, sent := replica.Overview{Waiting: 3}, replica.Overview{SentAt: at(10, 42)}
	for _, tt := range []struct {
		name string
		s    client.Status
		want string
	}{
		{"no centre", client.Status{Problem: client.MustEnrol}, "This laptop only. Nothing is sent anywhere."},
		{"all sent", status(sent, nil), "All sent 10:42"},
		{"sent on another day", status(replica.Overview{SentAt: at(10, 42).AddDate(0, 0, -3)}, nil), "All sent Friday 10:42"},
		{"sent long ago", status(replica.Overview{SentAt: at(10, 42).AddDate(0, 0, -12)}, nil), "All sent 8 July 10:42"},
		{"nothing written yet", status(replica.Overview{}, nil), "Nothing to send"},
		{"waiting", status(three, nil), "3 changes waiting, they will go by themselves"},
		{"one waits", status(replica.Overview{Waiting: 1}, nil), "1 change waiting, it will go by itself"},
		{"no network", status(three, problem(client.NoNetwork)), "3 changes waiting, no network since 09:10"},
		{"no network, nothing waits", status(sent, problem(client.NoNetwork)), "All sent 10:42, no network since 09:10"},
		{"sign-in page", status(replica.Overview{Waiting: 1}, problem(client.Intercepted)), "1 change waiting, this network asks you to sign in first"},
		{"busy", status(three, problem(client.CentreBusy)), "3 changes waiting, the centre has been busy since 09:10"},
		{"withdrawn", status(three, problem(client.Revoked)), "3 changes waiting, the centre does not let this laptop in any more"},
		{"connecting says what was", status(sent, func(s *client.Status) { s.Phase = client.Connecting }), "All sent 10:42"},
		{
			"sending", status(three, func(s *client.Status) { s.Phase, s.Done, s.Total = client.Sending, 1, 3 }),
			"Sending 2 of 3, you can close the lid after this",
		},
		{
			"sending the last", status(three, func(s *client.Status) { s.Phase, s.Done, s.Total = client.Sending, 3, 3 }),
			"Sending 3 of 3, you can close the lid after this",
		},
		{
			"files", status(sent, func(s *client.Status) { s.Phase, s.Done, s.Total = client.Attaching, 1<<20, 5<<20 }),
			"Sending files, 1.0 MB of 5.2 MB, you can close the lid after this",
		},
		{
			"receiving", status(sent, func(s *client.Status) { s.Phase, s.Done = client.Receiving, 1200 }),
			"Receiving what others wrote, 1,200 changes so far",
		},
		{
			"needs attention", status(replica.Overview{Bad: 1, Held: 2, SentAt: at(10, 42)}, nil),
			"1 change needs attention · 2 changes wait for a manager · All sent 10:42",
		},
		{"a file waits", status(replica.Overview{Attachments: 1, AttachmentBytes: 2048}, nil), "1 file waiting, 2 KB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := SyncWords(tt.s, now, london); got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestHandOverWords(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	d := wire.Delivery{People: []wire.Delivered{
		{Display: "the Group Manager", Since: now.Add(-55 * time.Minute)}, {Display: "B. Evaluator"},
	}}
	want := []string{"On the Group Manager’s laptop since 11:05", "Not yet on B. Evaluator’s laptop"}
	if got := HandOverWords(d, now, time.UTC); !slices.Equal(got, want) {
		t.Errorf("says %q", got)
	}
}

func TestSendWords(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    replica.SendState
		want string
	}{
		{"all there", replica.SendState{}, ""},
		{"waiting", replica.SendState{Waiting: 2}, "2 changes not sent yet"},
		{"held", replica.SendState{Waiting: 2, Held: 1}, "1 change waits for a manager"},
		{"in trouble", replica.SendState{Held: 1, Bad: 1, Rejected: 1}, "2 changes need attention"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := SendWords(tt.s); got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}
