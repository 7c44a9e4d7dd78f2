package desktop

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// centrePart is the card of the settings about this laptop and its centre: it enrols, tells how things stand, and lists what
// needs attention.
type centrePart struct {
	host    Host
	desk    Synchronised
	now     func() time.Time
	exports string // the folder that exports go to
	changed func() // the card has become taller or lower
	held    func() // shows what waits for a decision

	content       *fyne.Container
	body          *fyne.Container // what is shown of the card, by state
	url, code, ca *textBox
	enrol         *look.Button
	busy          *busyLine
	where, state  *look.Text
	receipt       *look.Text
	attention     *fyne.Container
	centre        workbench.Centre
	troubles      []replica.Trouble
	again         bool // another code is asked for, though there is a centre
}

const authorityLabel = "File of the authority’s certificate (if you were given one)"

// troublesMost is how many changes that need attention are listed; all are exported.
const troublesMost = 20

func newCentrePart(host Host, desk Synchronised, now func() time.Time, exports string) *centrePart {
	p := &centrePart{
		host: host, desk: desk, now: now, exports: exports, changed: func() {},
		held: func() { host.Over(newHeldListScreen(host, desk, now)) },
		url:  newTextBox("Address of the centre", "It begins with https:// and comes from your administrator. The link of a QR code has the code in it too."),
		code: newTextBox("One-time code", "Twelve letters and digits. Capitals, spaces and hyphens do not matter."),
		ca:   newTextBox(authorityLabel, "Its name ends in .pem. Leave it empty otherwise."),
		busy: newBusyLine("Talking to the centre."), where: look.NewText("", look.Strong), state: look.NewText("", look.Body),
		receipt: look.NewText("", look.QuietText), attention: look.NewColumn(12), body: look.NewColumn(16),
	}
	p.enrol = look.NewButton("Enrol this laptop", look.Secondary, p.submit)
	p.content = look.NewColumn(0, part("This laptop and the centre", p.body))
	p.code.entry.OnSubmitted = func(string) { p.submit() }
	p.lay()
	return p
}

func (p *centrePart) boxes() []*textBox { return []*textBox{p.url, p.code, p.ca} }

// lay shows what fits the state: a form to enrol, or how things stand.
func (p *centrePart) lay() {
	if p.centre.Enrolled && !p.again {
		p.body.Objects = []fyne.CanvasObject{
			p.where, p.state, p.receipt, p.attention,
			newActions(look.NewButton("Send and receive now", look.Secondary, p.desk.SyncSoon),
				look.NewButton("Decisions that wait", look.Secondary, p.held), look.NewButton("Use another code", look.Plain, p.askAgain)),
		}
	} else {
		p.body.Objects = []fyne.CanvasObject{
			look.NewText("Without a centre, nothing leaves this laptop. With one, what you write goes there whenever there is a network, "+
				"and what your colleagues write comes here.", look.Body),
			p.url.content, p.code.content, p.ca.content, p.busy.content, newActions(p.enrol),
		}
	}
	p.content.Refresh()
	p.changed()
}

func (p *centrePart) askAgain() {
	p.again = true
	p.url.entry.SetText(p.centre.URL)
	p.lay()
	p.host.Focus(p.code.entry)
}

// read asks the vault how things stand.
func (p *centrePart) read() {
	var centre workbench.Centre
	var troubles []replica.Trouble
	p.host.Background(func(ctx context.Context) (err error) {
		if centre, err = p.desk.Centre(ctx); err == nil {
			troubles, err = p.desk.NeedsAttention(ctx)
		}
		return err
	}, func(err error) {
		if err != nil {
			p.host.Trouble(err)
			return
		}
		p.centre, p.troubles = centre, troubles
		p.tell(p.desk.SyncStatus())
		p.list()
		p.lay()
	})
}

// synced tells of a new status.
func (p *centrePart) synced(s client.Status) {
	if s.Enrolled != p.centre.Enrolled || s.Held+s.Bad+s.Rejected != len(p.troubles) {
		p.read()
		return
	}
	p.tell(s)
	p.changed()
}

func (p *centrePart) tell(s client.Status) {
	now := p.now()
	who := p.centre.Account.Display
	if who == "" {
		who = p.centre.Account.Name
	}
	p.where.SetText(joined(p.centre.URL, who, strings.ReplaceAll(p.centre.Account.Role, "_", " ")))
	words := workbench.SyncWords(s, now, now.Location())
	if s.Waiting > 0 {
		words += ". To send: " + workbench.SizeWords(s.Bytes) + " before packing."
	}
	if s.Message != "" {
		words += "\nThe centre says: " + s.Message
	}
	p.state.SetText(words)
	p.receipt.SetText(receiptWords(s, now))
}

// receiptWords says what the centre has confirmed; "" before it has confirmed anything.
func receiptWords(s client.Status, now time.Time) string {
	var out []string
	if !s.SentAt.IsZero() {
		out = append(out, "The centre confirmed everything from here: "+s.SentAt.In(now.Location()).Format("2 January 2006, 15:04:05")+".")
	}
	if !s.HeardAt.IsZero() {
		out = append(out, "Everything from there was here: "+s.HeardAt.In(now.Location()).Format("2 January 2006, 15:04:05")+".")
	}
	return strings.Join(out, "\n")
}

// list shows the changes that the centre holds or has not taken.
func (p *centrePart) list() {
	p.attention.Objects = nil
	shown(p.attention, len(p.troubles) > 0)
	if len(p.troubles) == 0 {
		return
	}
	p.attention.Add(look.NewText(count(len(p.troubles), "change needs", "changes need")+" attention. Nothing is lost.", look.Strong))
	for i, t := range p.troubles {
		if i == troublesMost {
			p.attention.Add(look.NewText(fmt.Sprintf("And %d more; the export has them all.", len(p.troubles)-i), look.QuietText))
			break
		}
		p.attention.Add(look.NewColumn(2,
			look.NewText(troubleWords(t), look.Body),
			look.NewText(joined(quoted(t.Change.Value), t.Change.Author, t.Change.HLC.Time().In(p.now().Location()).Format("2 January 2006, 15:04")), look.Small)))
	}
	p.attention.Add(newActions(look.NewButton("Export these changes", look.Secondary, p.export)))
}

func troubleWords(t replica.Trouble) string {
	switch {
	case t.Status == replica.Held:
		return "Waits for a manager’s decision. " + t.Message
	case t.Status == replica.Rejected && t.Message != "":
		return "A manager did not take it: " + t.Message
	case t.Status == replica.Rejected:
		return "A manager did not take it."
	default:
		return "The centre could not take it. " + t.Message
	}
}

// attentionFile is where changes that need attention are exported to.
const attentionFile = "plumbline-needs-attention.jsonl"

func (p *centrePart) export() {
	path := filepath.Join(p.exports, attentionFile)
	p.host.Background(func(ctx context.Context) error {
		var out bytes.Buffer
		if err := p.desk.ExportAttention(ctx, &out); err != nil {
			return err
		}
		return workbench.ReplaceFile(path, out.Bytes())
	}, func(err error) {
		if err != nil {
			p.host.Trouble(err)
			return
		}
		p.host.Say("Written to " + path)
	})
}

// part takes the link of a QR code apart, whichever box it was put in.
func (p *centrePart) part() {
	for _, b := range []*textBox{p.url, p.code} {
		if address, code, ok := workbench.ReadInvitation(b.text()); ok {
			p.url.entry.SetText(address)
			p.code.entry.SetText(code)
			return
		}
	}
}

// submit enrols with what was typed.
func (p *centrePart) submit() {
	if p.enrol.Disabled() {
		return
	}
	for _, b := range p.boxes() {
		b.wrong("")
	}
	p.part()
	url, code, ca := strings.TrimSpace(p.url.text()), strings.TrimSpace(p.code.text()), strings.TrimSpace(p.ca.text())
	switch {
	case url == "":
		p.refuse(p.url, "Type the address that your administrator gave you.")
		return
	case code == "":
		p.refuse(p.code, "Type the code that your administrator gave you.")
		return
	}
	p.wait(true)
	p.host.Background(func(ctx context.Context) error {
		var authorities []byte
		if ca != "" {
			var err error
			if authorities, err = os.ReadFile(ca); err != nil {
				return err
			}
		}
		_, err := p.desk.Enrol(ctx, url, code, authorities)
		return err
	}, p.enrolled)
}

func (p *centrePart) enrolled(err error) {
	p.wait(false)
	var file *os.PathError
	switch {
	case errors.As(err, &file):
		p.refuse(p.ca, workbench.Sentence(err))
	case errors.Is(err, client.ErrAuthorities):
		p.refuse(p.ca, workbench.Sentence(err))
	case errors.Is(err, client.ErrAddress), errors.Is(err, client.ErrNoContact), errors.Is(err, client.ErrNotCentre):
		p.refuse(p.url, workbench.Sentence(err))
	case err != nil:
		p.refuse(p.code, workbench.Sentence(err))
	default:
		p.again = false
		p.code.entry.SetText("")
		p.host.Say("This laptop is enrolled. It sends and receives by itself from now on.")
		p.read()
	}
}

func (p *centrePart) refuse(b *textBox, sentence string) {
	b.wrong(sentence)
	p.changed()
	p.host.Focus(b.entry)
}

func (p *centrePart) wait(on bool) {
	p.busy.show(on)
	if on {
		p.enrol.Disable()
	} else {
		p.enrol.Enable()
	}
	p.changed()
}
