package field_test

import (
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

const (
	longLabel = "Are history and chronology used to understand the cumulative effect on this child, and on brothers and " +
		"sisters, of everything that has happened since the first referral?"
	longHint = "Good evidence: a chronology that is read, not only kept; earlier harm named in the analysis; what the " +
		"child has said about it, in the child’s own words, with the date."
	answer = "The social worker draws together three earlier episodes and asks what each meant for the child. The link to " +
		"his sleep and to school is made plainly, in words his family would recognise."
)

// view is a question as a session would show it.
func view(kind forms.Kind, label string, with ...func(*session.View)) session.View {
	v := session.View{
		Key: "risk/q", Label: label, Relevant: true,
		Node: &forms.Node{Kind: kind, Name: "q", Path: "/data/risk/q", Bind: map[string]string{}},
	}
	for _, w := range with {
		w(&v)
	}
	return v
}

func hint(h string) func(*session.View)       { return func(v *session.View) { v.Hint = h } }
func value(s string) func(*session.View)      { return func(v *session.View) { v.Value = s } }
func appearance(a string) func(*session.View) { return func(v *session.View) { v.Node.Appearance = a } }

func words(n string) func(*session.View) {
	return func(v *session.View) { v.Node.Bind["qa:words"] = n }
}

func standards(s string) func(*session.View) {
	return func(v *session.View) { v.Node.Bind["qa:standard"] = s }
}

func choices(c ...forms.Choice) func(*session.View) {
	return func(v *session.View) { v.Choices = c }
}
func required(v *session.View) { v.Required = true }
func readOnly(v *session.View) { v.ReadOnly = true }

func problem(message string) func(*session.View) {
	return func(v *session.View) {
		v.Problem = &session.Problem{Key: v.Key, Kind: session.Malformed, Message: message}
	}
}

func option(name, label string) forms.Choice {
	return forms.Choice{Name: name, Label: forms.Plain(label)}
}

func grade(name, label, letter, shape, descriptor string) forms.Choice {
	return forms.Choice{Name: name, Label: forms.Plain(label), Columns: map[string]string{
		"letter": letter, "shape": shape, "tone": name, "descriptor": descriptor,
	}}
}

func yesNo() func(*session.View) {
	return choices(option("yes", "Yes"), option("partly", "Partly"), option("no", "No"), option("na", "Not applicable"))
}

func people() func(*session.View) {
	return choices(option("child", "The child"), option("mother", "Mother"), option("father", "Father"),
		option("school", "School, nursery or other place of learning that knows the child well"), option("health", "Health visitor"))
}

// wards are more than can stand side by side.
func wards() func(*session.View) {
	var all []forms.Choice
	for _, part := range []string{"North", "South", "East", "West", "Upper", "Lower"} {
		for _, name := range []string{"Barton", "Tuffley", "Podsmead", "Matson", "Kingsholm", "Longlevens"} {
			all = append(all, option(strings.ToLower(part+"_"+name), part+" "+name))
		}
	}
	return choices(all...)
}

func gradeScale() func(*session.View) {
	return choices(
		grade("outstanding", "Outstanding", "O", "square", "Practice that others should see; the child’s life is better for it."),
		grade("good", "Good", "G", "disc", "Assessment fits the need; risk is understood; small gaps do not affect the child."),
		grade("requires_improvement", "Requires improvement", "R", "square", "Gaps that matter to the child but do not leave them at risk."),
		grade("inadequate", "Inadequate", "I", "triangle", "The child is or may be at risk, or nobody knows."))
}

func faced(name, label, face string) forms.Choice {
	return forms.Choice{Name: name, Label: forms.Plain(label), Columns: map[string]string{"face": face}}
}

func faces() func(*session.View) {
	return choices(faced("yes", "Yes", "smile"), faced("bit", "A bit", "straight"), faced("no", "No", "frown"))
}

// rag is a list that says no more than its colours.
func rag() func(*session.View) {
	return choices(option("green", "Green: on track"), option("amber", "Amber: some concern"), option("red", "Red: off track"))
}

func agreement() func(*session.View) {
	return choices(option("strongly_agree", "Strongly agree"), option("agree", "Agree"), option("neither", "Neither"),
		option("disagree", "Disagree"), option("strongly_disagree", "Strongly disagree"))
}

func lookedAt() func(*session.View) {
	return choices(option("plan", "The plan"), option("chronology", "The chronology"), option("visits", "Records of visits"),
		option("school", "What the school or nursery wrote about the child"), option("words", "The child’s words"),
		option("health", "Health assessments"), option("court", "Court documents"))
}

func scaled(start, end, step string) func(*session.View) {
	return func(v *session.View) {
		v.Node.Parameters = map[string]string{"start": start, "end": end, "step": step}
	}
}

func keyed(key string) func(*session.View) { return func(v *session.View) { v.Key = key } }
