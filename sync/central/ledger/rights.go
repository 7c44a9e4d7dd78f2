package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Role is what an account is for.
type Role string

// The roles.
const (
	Auditor Role = "auditor"
	Manager Role = "manager"
	QALead  Role = "qa_lead"
	Admin   Role = "admin"
	DPO     Role = "dpo" // data protection officer
)

// Roles lists them.
func Roles() []Role { return []Role{Auditor, Manager, QALead, Admin, DPO} }

// writes reports whether the role reads and writes the records in its scopes.
func (r Role) writes() bool { return r == Auditor || r == Manager || r == QALead }

// decides reports whether it decides what becomes of held changes in its scopes.
func (r Role) decides() bool { return r == Manager || r == QALead }

// approves reports whether it approves forms.
func (r Role) approves() bool { return r == QALead }

// administers reports whether it looks after accounts and devices.
func (r Role) administers() bool { return r == Admin }

// reopens reports whether it may move a record out of states in which the record takes no answers. What was withdrawn
// may be brought back by whoever writes it; what was closed, by those who answer for it.
func (r Role) reopens(states []string) bool {
	return r.decides() || r.writes() && !slices.Contains(states, stateClosed)
}

// The states in which a record takes no answers.
const (
	stateClosed    = "closed"
	stateWithdrawn = "withdrawn"
)

// closed reports whether a record with heads of these states takes no answers: where heads disagree, it does.
func closed(states []string) bool {
	return len(states) > 0 && !slices.ContainsFunc(states, func(s string) bool { return s != stateClosed && s != stateWithdrawn })
}

// Scopes, as accounts have them and as records carry them. An account's "own" is the scope of its id.
const (
	scopeOwn     = "own"
	scopeUser    = "user:"
	scopeTeam    = "team:"
	scopeService = "service:"
)

func userScope(account uuid.UUID) string { return scopeUser + account.String() }

// storedScopes checks scopes as a person gives them, and returns them as they are kept.
func storedScopes(account uuid.UUID, role Role, given []string) ([]string, error) {
	if !role.writes() {
		if len(given) > 0 {
			return nil, refusef(wire.Malformed, "The role %q sees no records, so it takes no scopes.", role)
		}
		return nil, nil
	}
	stored := []string{userScope(account)}
	for _, scope := range given {
		switch {
		case scope == scopeOwn:
		case scope == store.ScopeAll, named(scope, scopeTeam), named(scope, scopeService):
			stored = append(stored, scope)
		default:
			return nil, refusef(wire.Malformed, "The scope %q is not known. Give own, team:ID, service:ID or all.", scope)
		}
	}
	slices.Sort(stored)
	return slices.Compact(stored), nil
}

// named reports whether a scope is one of a kind, with an id that can be spelled.
func named(scope, kind string) bool {
	id, ok := strings.CutPrefix(scope, kind)
	return ok && sound(id)
}

// sound reports whether a text can be the id of a team or a service, or the name of an account.
func sound(id string) bool {
	return id != "" && len(id) <= 100 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-@") == ""
}

// plain reports whether a text is short, and such as every store can keep: UTF-8 without control characters.
func plain(text string, most int) bool {
	return len(text) <= most && utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// plainLines is plain, with line breaks and without a length.
func plainLines(text string) bool {
	return plain(strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(text), len(text))
}

// shownScope turns a scope as it is kept into what a person gave.
func shownScope(account uuid.UUID, stored string) string {
	if stored == userScope(account) {
		return scopeOwn
	}
	return stored
}
