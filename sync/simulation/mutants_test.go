package simulation

import "slices"

// mutant is a bug planted in the program: a text of one of its files is replaced by another.
type mutant struct {
	name     string
	file     string // under sync/
	old, new string
}

// mutants are bugs that programs of this kind have had. The simulation has to find each of them.
func mutants() []mutant {
	return slices.Concat(laptopMutants(), restoreMutants(), centreMutants())
}

// hidden is a bug that histories never come to, or once in thousands.
type hidden struct {
	mutant
	test string // of its own package, which finds it
}

// hiddenMutants are bugs that other tests have to find: most are in what one part does to be safe from another that does not
// do its part.
func hiddenMutants() []hidden {
	return []hidden{
		{
			// A client has one page applied before it applies the next, and a replica has one client.
			mutant{"a page that was overtaken is applied", "replica/page.go", "if c.Cursor != asked {\n\t\t\treturn ErrOvertaken\n\t\t}", ""},
			"TestPagesThatDoNotFit",
		},
		{
			// A client offers by itself, and what it pushed before it heard of the restore is in its offer.
			mutant{"a laptop is not asked what it has after a restore", "central/ledger/push.go", "case epoch != tenant.Epoch || device.Epoch != tenant.Epoch:", "case epoch == uuid.Nil:"},
			"TestRestore",
		},
		{
			// The list of forms has to have the number in the new epoch at which a form was missing in the old one.
			mutant{"forms are looked for by number alone", "client/forms.go", "formsAt{centre.Epoch, centre.FormsNews}", "formsAt{uuid.Nil, centre.FormsNews}"},
			"TestFormThatCameAfterARestore",
		},
		{
			// The laptop has to look through the log between two attempts to send what is held, and just then it is decided.
			mutant{"a rejection passes by what is on its way again", "replica/page.go", "r.status == Held || r.status == Frozen ||", "r.status == Held ||"},
			"TestRejectedOnItsWay",
		},
	}
}

func laptopMutants() []mutant {
	return []mutant{
		{
			"supersedes taken at save time", "replica/batch.go", "for next := all; len(next) > 0; {",
			"for id, row := range w.onScreenNow(seen) {\n\t\t_ = row\n\t\tall = journal.Union(all, []uuid.UUID{id})\n\t}\n\tfor next := all; len(next) > 0; {",
		},
		{
			"the last writer wins, by clock", "replica/work.go", "t.form = t.form || c.Path == statePath && len(c.Supersedes) == 0 // the one that started the record\n\tfor _, parent := range c.Supersedes {",
			"rivals, err := w.headsAt(c.Register())\n\tif err != nil {\n\t\treturn err\n\t}\n\tfor _, rival := range rivals {\n\t\tif rival.hlc < c.HLC {\n\t\t\tif err := w.removeHead(c.Register(), rival.id); err != nil {\n\t\t\t\treturn err\n\t\t\t}\n\t\t}\n\t}\n\tfor _, parent := range c.Supersedes {",
		},
		{"a frozen change is edited", "replica/batch.go", "row.status != Draft || row.Register", "row.status > Frozen || row.Register"},
		{"nothing is frozen", "replica/outgoing.go", "row.status = Frozen", "row.status = Draft"},
		{"an action is split over batches", "replica/outgoing.go", "reach, bytes = max(reach, last[o.txn]), bytes+o.size", "reach, bytes = i, bytes+o.size"},
		{"held counts as taken", "replica/answer.go", "return a.held(row, result)", "return a.taken(row, result)"},
		{"held is forgotten", "replica/answer.go", "return a.disown(row)\n\tcase err != nil:\n\t\treturn err\n\tdefault:\n\t\tgone.held++", "return a.deleteAnswered(row)\n\tcase err != nil:\n\t\treturn err\n\tdefault:\n\t\tgone.held++"},
		{"every answer counts as taken but is not noted", "replica/answer.go", "after.seq, after.receipt = result.Seq, result.Receipt\n\treturn a.acknowledge(row, after)", "after.seq, after.receipt = result.Seq, result.Receipt\n\treturn nil"},
		{
			"numbers begin anew with every start", "replica/store.go", "return errors.Join(err, discardUnfinished(t))",
			"if i, ierr := t.incarnation(); ierr == nil {\n\t\t\ti.devSeq = i.sent\n\t\t\terr = t.setIncarnation(i)\n\t\t}\n\t\treturn errors.Join(err, discardUnfinished(t))",
		},
		{
			"the cursor goes ahead of the data", "replica/page.go", "\terr := r.work(ctx, false, func(w *work) error {\n\t\tc, err := readCentre(w)\n\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n\t\tif c.Cursor != asked {",
			"\terr := r.alterCentre(ctx, \"cursor\", func(c *Centre) error {\n\t\tif c.Cursor == asked {\n\t\t\tc.Cursor = end.Cursor\n\t\t}\n\t\treturn nil\n\t})\n\tif err != nil {\n\t\treturn err\n\t}\n\tasked = end.Cursor\n\terr = r.work(ctx, false, func(w *work) error {\n\t\tc, err := readCentre(w)\n\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n\t\tif c.Cursor != asked {",
		},
		{"drop leaves changes", "replica/erase.go", "if row.status > Frozen {", "if row.status > Rejected {"},
		{"drop takes what was not sent", "replica/erase.go", "if row.status > Frozen {", "if row.status >= Draft {"},
		{"a record that comes back comes without what waits", "replica/page.go", "for _, kept := range rows {", "for _, kept := range rows[:0] {"},
		{"conflicts are not counted when they come", "replica/work.go", "\tt.altered(c.Path)\n\tt.form", "\tt.states = t.states || c.Path == statePath\n\tt.form"},
		{"what was rejected leaves nothing in its place", "replica/work.go", "if err := w.crown(row, plainWords(parent)); err != nil {", "_ = parent\n\t\tif err := error(nil); err != nil {"},
		{"what was rejected still supersedes", "replica/work.go", "if err := errors.Join(w.removeEdges(c.ID, c.Supersedes), w.removeHead(c.Register(), c.ID)); err != nil {\n\t\treturn err\n\t}\n\tt.altered(c.Path)", "if err := w.removeHead(c.Register(), c.ID); err != nil {\n\t\treturn err\n\t}\n\tt.altered(c.Path)"},
		{"a move to another form is not noticed", "replica/work.go", "t.form = t.form || path == formPath", ""},
		{"a late change is current whatever supersedes it", "replica/work.go", "if err != nil || superseded || row.superseded {", "_ = superseded\n\tif err != nil {"},
		{"retry without a pause", "client/pace.go", "p.planned = now.Add(max(LeastPause, pause/2+jitter(pause/2), atLeast))", "p.tried, p.planned = time.Time{}, now"},
		{"a copy of this laptop is not noticed", "client/push.go", "case verdict.Forked:\n\t\treturn p.begin(ctx, p.session)", "case verdict.Forked:"},
		{"the first answer that was cut is the last", "client/pull.go", "if end.More || centre.Snapshot {", "if end.More && centre.Snapshot {"},
		{"an answer counts although it was cut", "wire/lines.go", "return nil, io.ErrUnexpectedEOF\n\t\tcase err != nil:\n\t\t\treturn nil, err", "return all, nil\n\t\tcase err != nil:\n\t\t\treturn all, nil"},
	}
}

func restoreMutants() []mutant {
	return []mutant{
		{"a restored centre is offered nothing", "replica/restored.go", "rows, err := t.suspects(after, most)", "rows, err := t.suspects(after, 0)"},
		{"what it lacks is not sent", "replica/restored.go", "row.doubt = lacking", "row.doubt = unsure"},
		{"after a restore the laptop goes on where it was", "replica/restored.go", "c.lookThrough()", ""},
		{"a first copy follows a restore", "replica/centre.go", `c.Cursor, c.Snapshot, c.Looking = "", false, true`, `c.Cursor, c.Snapshot, c.Looking = "", true, true`},
		{"decisions are missed by a first copy", "replica/page.go", "if n.held > 0 {", "if n.held < 0 {"},
		{"records that are in sight no more stay after a restore", "replica/page.go", "if err := a.drop(id); err != nil {", "if err := error(nil); err != nil {"},
		{"pages of another epoch are applied", "replica/page.go", `if epoch, _, _ := strings.Cut(end.Cursor, "."); epoch != c.Epoch.String() {`, `if epoch, _, _ := strings.Cut(end.Cursor, "."); epoch == "" {`},
		{
			"drafts of a copy get other numbers under the same ids", "replica/centre.go", "row.status = Frozen\n\t\t\tif err := w.putChange(row); err != nil {\n\t\t\t\treturn err\n\t\t\t}",
			"change, err := row.change()\n\t\t\tif err != nil {\n\t\t\t\treturn err\n\t\t\t}\n\t\t\tchange.Device = c.Next.Device\n\t\t\tif row, err = rowOf(change); err != nil {\n\t\t\t\treturn err\n\t\t\t}\n\t\t\tif err := w.putChange(row); err != nil {\n\t\t\t\treturn err\n\t\t\t}",
		},
		{"what a copy had frozen is not carried", "replica/outgoing.go", "func() ([]outline, error) { return t.stranded(inc.device, queueMost) },", ""},
		{"heads alone count as all of a record", "replica/page.go", "row.Partial = !line.Whole && (row.Partial || line.OnlyHeads)", "row.Partial = false"},
		{"a rejection that the centre lost stands", "replica/page.go", " || r.status == Sent && r.doubt != certain\n", "\n"},
	}
}

func centreMutants() []mutant {
	return []mutant{
		{
			"numbers are those of a plain sequence, of which a later one is there first", "central/ledger/step.go", "touches, err := p.tx.Touches(look)",
			"metas = slices.DeleteFunc(metas, func(m store.Meta) bool {\n\t\treturn m.Seq%5 == 0 && m.Seq < p.tenant.LastSeq && p.tenant.LastSeq <= m.Seq+2\n\t})\n\ttouches, err := p.tx.Touches(look)",
		},
		{"no back-fill", "central/ledger/step.go", "case inSight:\n\t\treturn comes", "case inSight:\n\t\treturn stays"},
		{"no drop", "central/ledger/step.go", "return goes", "return unseen"},
		{"the cursor skips a number", "central/ledger/step.go", "p.cursor.Seq = plan.upto\n", "p.cursor.Seq = min(plan.upto+1, p.tenant.LastSeq)\n"},
		{"what was answered is taken again", "central/ledger/count.go", "case answered && arrival.Hash == ln.Hash && ln.fault == \"\":\n\t\t\tln.repeat(arrival)", "case answered && arrival.Hash == ln.Hash && ln.fault == \"\":"},
		{"copies of a laptop are taken for one", "central/ledger/count.go", "return i, wire.Forked", "continue"},
		{"a part of an action is held", "central/ledger/judge.go", "return p.holdAction(rest, reason)", "if err := p.holdAction(rest[:1], reason); err != nil {\n\t\t\treturn err\n\t\t}\n\t\trest = rest[1:]"},
		{"what a lost device made is refused", "central/ledger/judge.go", "maker = p.who.Account", "maker = uuid.Nil"},
		{"held is not kept", "central/ledger/judge.go", "p.tx.PutHeld(p.held),", "p.tx.PutHeld(p.held[:0]),"},
	}
}

// onScreenNow is what the first bug takes for what was on screen.
const onScreenNow = `
func (w *work) onScreenNow(seen []uuid.UUID) map[uuid.UUID]bool {
	ids := map[uuid.UUID]bool{}
	for _, id := range seen {
		row, err := w.change(id)
		if err != nil {
			continue
		}
		heads, err := w.headsAt(row.Register)
		if err != nil {
			continue
		}
		for _, h := range heads {
			ids[h.id] = true
		}
	}
	return ids
}
`
