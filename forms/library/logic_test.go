package library_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
)

// TestAnswersDecideOnWhatIsShown takes forms at the places where it matters most that they react.
func TestAnswersDecideOnWhatIsShown(t *testing.T) {
	for _, tt := range []struct {
		form, name string
		answers    string // "|" stands for a space inside an answer
		shows      string
		hides      string
	}{
		{"dip_audit", "a theme pack", "dip_theme=missing", "missing_episodes", "visits_8_weeks genogram checks dip_theme_other"},
		{"dip_audit", "a theme of its own", "dip_theme=other", "checks dip_theme_other", "missing_episodes"},
		{"dip_audit", "nobody saw the child", "dip_theme=visits visits_8_weeks=0", "no_visits", ""},
		{"dip_audit", "returns not offered", "dip_theme=missing missing_episodes=3 returns_offered=1", "returns_missed", ""},
		{"dip_audit", "a theme graded Inadequate", "theme_grade=inadequate", "theme_grade_inadequate", ""},

		{"practice_week_observation", "nobody asked", "observation_consent=not_asked", "do_not_observe", "during after to_do feedback_wanted"},
		{"practice_week_observation", "the family agreed", "observation_consent=family", "during after to_do", "do_not_observe"},
		{"practice_week_observation", "only staff", "observation_consent=staff_only observed=supervision", "during", "family_view"},
		{"practice_week_summary", "a day", "summary_of=day", "daily", "synthesis promises"},
		{"practice_week_summary", "a week", "summary_of=week", "synthesis promises", "daily"},

		{"fostering_evaluation", "an old review", "date_evaluated=2026-11-01 review_date=2025-09-01", "review_old", ""},
		{"fostering_evaluation", "a review in time", "date_evaluated=2026-11-01 review_date=2026-09-01", "", "review_old"},
		{"fostering_evaluation", "an allegation", "care_concerns=1 missing_from_home=0", "concerns_learned", ""},
		{"fostering_evaluation", "nothing reported", "care_concerns=0 missing_from_home=0", "", "concerns_learned"},
		{"fostering_evaluation", "nobody heard", "carer_responses=0 child_responses=0", "nobody_heard", "feedback_words"},
		{"fostering_evaluation", "unsafe and Good", "grade_safety=inadequate overall_grade=good", "grade_unsafe_home", ""},

		{"feedback_child", "not willing", "willing=no", "not_willing", "worker your_words filled_by immediate_risk"},
		{"feedback_child", "not safe", "willing=yes feel_safe=no", "safe_thanks helper_safe", ""},
		{"feedback_child", "a bit safe", "willing=yes feel_safe=bit", "helper_safe", "safe_thanks"},
		{"feedback_child", "safe", "willing=yes feel_safe=yes", "", "safe_thanks helper_safe"},
		{"feedback_child", "with a helper", "willing=yes filled_by=in_person", "helper_involved immediate_risk", "tell_now"},
		{"feedback_young_person", "by themselves", "willing=yes filled_by=self", "", "helper_involved immediate_risk"},
		{"feedback_young_person", "never settled", "willing=yes settled=never", "not_settled helper_safe", ""},
		{"feedback_foster_parent", "worries", "willing=yes parent_worries=Moves", "helper_worries", ""},
		{"feedback_parent", "how to complain", "willing=yes know_complain=no", "how_to_complain", ""},

		{"performance_clinic", "audits missing", "audits_due=4 audits_done=2", "audits_missing", ""},
		{"performance_clinic", "nobody above the team", "attended=team_manager", "missing_roles", ""},
		{"performance_clinic", "everybody", "attended=advanced_practitioner|team_manager|group_manager|assistant_director", "", "missing_roles"},

		{"compliments_complaints", "a compliment", "message_type=compliment", "did_well", "handling complaint_stage"},
		{"compliments_complaints", "an enquiry", "message_type=enquiry", "handling complaint_outcome", "complaint_stage date_answered"},
		{"compliments_complaints", "answered late", "message_type=complaint complaint_outcome=upheld date_received=2026-09-01 date_answered=2026-10-15", "answered_late", ""},

		{"entry_to_care_audit", "just come into care", "date_evaluated=2026-11-20 entered_on=2026-11-10", "recent_entry", "entry_later"},
		{"entry_to_care_audit", "days the wrong way round", "date_evaluated=2026-11-20 entered_on=2026-11-22", "entry_later", "recent_entry"},
		{"quality_assurance_review", "not safe enough", "safe_enough=no", "escalate_now", ""},
		{"quality_assurance_review", "not seen for long", "date_held=2026-11-20 last_seen=2026-09-20", "seen_long_ago", ""},
		{"quality_assurance_review", "the record only", "check_how=record", "record_only", ""},
		{"escalation", "resolved", "answered_on=2026-11-20 escalation_decision=resolved", "close", "decision_why"},
		{"escalation", "on to the next stage", "answered_on=2026-11-20 escalation_decision=next_stage", "decision_why next_stage", "close"},
		{"reviewing_service_audit", "late", "review_in_time=no", "days_late", ""},
		{"reviewing_service_audit", "no challenge where one was needed", "challenge_effect=absent", "challenge_missing", ""},
		{"repeat_child_protection_audit", "soon again", "earlier_ended=2026-01-10 plan_began=2026-04-10", "soon_again", ""},
		{"long_child_protection_audit", "sixteen months", "date_evaluated=2026-11-20 plan_began=2025-07-20", "legal_considered beyond_15", "not_long"},
		{"long_child_protection_audit", "half a year", "date_evaluated=2026-11-20 plan_began=2026-05-20", "not_long", "legal_considered beyond_15"},

		{"feedback_themes_report", "few were heard", "evaluations_done=10 evaluations_heard=3", "heard_few heard_rate", ""},
		{"feedback_themes_report", "most were heard", "evaluations_done=10 evaluations_heard=8", "heard_rate", "heard_few"},
		{"reviewing_service_summary", "half of the plan", "entry_done=1 entry_planned=2", "activity_short activity_summary", ""},
	} {
		t.Run(tt.form+", "+tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, tt.form))
			for _, a := range strings.Fields(tt.answers) {
				s.fill(strings.ReplaceAll(a, "|", " "))
			}
			for _, name := range strings.Fields(tt.shows) {
				if !s.view(name).Relevant {
					t.Errorf("%s is not shown", name)
				}
			}
			for _, name := range strings.Fields(tt.hides) {
				if s.view(name).Relevant {
					t.Errorf("%s is shown", name)
				}
			}
		})
	}
}

func TestFormsCalculate(t *testing.T) {
	for _, tt := range []struct{ form, name, answers, question, want string }{
		{"escalation", "the first stage has ten working days", "date_raised=2026-04-01 escalation_stage=stage_1 stage_began=2026-04-01", "answer_due", "2026-04-17"},
		{"escalation", "a stage without days has no clock", "escalation_stage=cafcass stage_began=2026-04-01", "answer_due", ""},
		{"escalation", "an answer in time", "escalation_stage=stage_2 stage_began=2026-11-02 answered_on=2026-11-09", "answered_in_time", "yes"},
		{"escalation", "an answer too late", "escalation_stage=stage_2 stage_began=2026-11-02 answered_on=2026-11-10", "answered_in_time", "no"},
		{"escalation", "how long it took", "date_raised=2026-04-01 answered_on=2026-04-08 escalation_decision=resolved resolved_on=2026-04-15", "days_taken", "8"},
		{"long_child_protection_audit", "how long it has been", "date_evaluated=2026-11-20 plan_began=2025-07-20", "months_on_plan", "16"},
		{"long_child_protection_audit", "weeks beyond fifteen months", "date_evaluated=2026-11-20 plan_began=2025-07-20", "weeks_beyond", "5"},
		{"long_child_protection_audit", "none beyond", "date_evaluated=2026-11-20 plan_began=2026-07-20", "weeks_beyond", "0"},
		{"repeat_child_protection_audit", "months between two plans", "earlier_ended=2025-01-10 plan_began=2026-04-10", "months_between", "15"},
		{"entry_to_care_audit", "when the first review was due", "entered_on=2026-03-09", "clock_due", "2026-04-08"},
		{"performance_clinic", "the month before", "date_held=2026-03-05", "month_start", "2026-02-01"},
		{"performance_clinic", "the end of it", "date_held=2026-03-05", "month_end", "2026-02-28"},
		{"performance_clinic", "over the new year", "date_held=2026-01-31", "month_start", "2025-12-01"},
	} {
		t.Run(tt.form+", "+tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, tt.form))
			s.fill(strings.Fields(tt.answers)...)
			if got := s.view(tt.question).Value; got != tt.want {
				t.Errorf("%s is %q, want %q", tt.question, got, tt.want)
			}
		})
	}
}

// filed opens a form beside the files that it reads.
func filed(t *testing.T, id string, files map[string]string) *sheet {
	t.Helper()
	s := newSheet(t, form(t, id))
	n := 0
	with, err := session.New(s.Definition(), session.Env{
		Now: walkDay, Location: time.UTC,
		NewID: func() string { n++; return fmt.Sprintf("i%d", n) },
		Attachment: func(url string) ([]byte, error) {
			if content, ok := files[url[strings.LastIndexByte(url, '/')+1:]]; ok {
				return []byte(content), nil
			}
			return nil, errors.New("not here")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Session = with
	return s
}

func TestReportsCountRecords(t *testing.T) {
	for _, tt := range []struct {
		form     string
		files    map[string]string
		answers  []string
		question string
		want     string
	}{
		{
			"performance_clinic",
			map[string]string{"actions.csv": "name,label,team,state,due\na,A,stroud,open,2026-01-01\nb,B,stroud,verified,2026-01-01\nc,C,forest,open,2026-01-01\nd,D,stroud,open,2026-12-01\n"},
			[]string{"date_held=2026-11-20", "team=stroud"},
			"actions_overdue", "1",
		},
		{
			"performance_clinic",
			map[string]string{
				"practice_evaluation.csv": "name,team,date_evaluated\na,stroud,2026-10-31\nb,stroud,2026-11-01\n",
				"dip_audit.csv":           "name,team,date_evaluated\na,stroud,2026-10-01\nb,forest,2026-10-01\n",
			},
			[]string{"date_held=2026-11-20", "team=stroud"},
			"audits_done", "2",
		},
		{
			"feedback_themes_report",
			map[string]string{"practice_evaluation.csv": "name,date_evaluated,feedback_from,feedback_agrees\na,2026-07-01,child parent,agree\nb,2026-09-30,nobody,\nc,2026-08-01,parent,no_answer\nd,2026-10-01,child,agree\n"},
			[]string{"quarter_end=2026-09-30"},
			"evaluations_heard", "1",
		},
		{
			"feedback_themes_report",
			map[string]string{"feedback_child.csv": "name,willing,feedback_date\na,yes,2026-07-01\nb,no,2026-07-01\n"},
			[]string{"quarter_end=2026-09-30"},
			"child_answers", "1",
		},
		{
			"reviewing_service_summary",
			map[string]string{"escalation.csv": "name,resolved_on,escalation_decision,days_taken\na,2026-07-01,resolved,10\nb,2026-08-01,resolved,5\nc,2026-08-01,withdrawn,90\n"},
			[]string{"quarter_end=2026-09-30"},
			"days_average", "7.5",
		},
		{"reviewing_service_summary", nil, []string{"quarter_end=2026-09-30"}, "entry_done", ""},
	} {
		t.Run(tt.form+", "+tt.question, func(t *testing.T) {
			s := filed(t, tt.form, tt.files)
			s.fill(tt.answers...)
			if got := s.view(tt.question).Value; got != tt.want {
				t.Errorf("%s is %q, want %q", tt.question, got, tt.want)
			}
		})
	}
}

func TestRecordsWriteToLists(t *testing.T) {
	for _, tt := range []struct {
		form, name string
		answers    []string
		lists      string // those that get an entity, in form order
	}{
		{"practice_evaluation", "Good, with one action", []string{"child_ref=TR-20417", "overall_grade=good", "immediate_risk=no", "actions/1/action_what=Visit"}, "actions"},
		{"practice_evaluation", "Inadequate", []string{"child_ref=TR-20417", "overall_grade=inadequate"}, "concerns"},
		{"practice_evaluation", "at risk", []string{"child_ref=TR-20417", "overall_grade=good", "immediate_risk=yes"}, "concerns"},
		{
			"practice_evaluation", "a strength that may be shared, and one that may not",
			[]string{
				"judgement/strengths/1/strength_what=Kind", "judgement/strengths/1/strength_share=yes",
				"judgement/strengths/2/strength_what=Quick", "judgement/strengths/2/strength_share=no",
			},
			"strengths",
		},
		{"practice_evaluation", "an area with a theme", []string{"judgement/develop/1/develop_what=Drift", "judgement/develop/1/develop_theme=drift"}, "themes"},
		{
			"practice_week_observation", "what worked well, without consent to observe",
			[]string{"observation_consent=not_asked", "worked_well=Kind", "worked_share=yes"},
			"",
		},
		{
			"practice_week_observation", "what worked well",
			[]string{"observation_consent=family", "worked_well=Kind", "worked_share=yes"},
			"strengths",
		},
		{
			"practice_week_summary", "a promise",
			[]string{"summary_of=week", "promises/1/promise_what=Meet"},
			"actions",
		},
	} {
		t.Run(tt.form+", "+tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, tt.form))
			s.fill(tt.answers...)
			if got := strings.Join(created(t, s), " "); got != tt.lists {
				t.Errorf("entities in %q, want %q", got, tt.lists)
			}
		})
	}
}

// created names the lists that a record makes entities of, in form order.
func created(t *testing.T, s *sheet) []string {
	t.Helper()
	var out []string
	d := xml.NewDecoder(strings.NewReader(string(s.XML())))
	for {
		token, err := d.Token()
		if token == nil {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "entity" {
			continue
		}
		attribute := map[string]string{}
		for _, a := range start.Attr {
			attribute[a.Name.Local] = a.Value
		}
		if attribute["create"] == "1" || attribute["create"] == "true" {
			out = append(out, attribute["dataset"])
		}
	}
}

// TestAStrengthIsSharedWithoutAReference holds the lists of what may be shared to saying nothing of whom it is about.
func TestAStrengthIsSharedWithoutAReference(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		for _, e := range def.Entities {
			if e.List != "strengths" && e.List != "themes" {
				continue
			}
			def.Root.Walk(func(n *forms.Node) bool {
				property := n.Bind["entities:saveto"]
				nearest := true
				for _, other := range def.Entities {
					nearest = nearest && (other.Container == e.Container || !strings.HasPrefix(other.Container, e.Container+"/") || !strings.HasPrefix(n.Path, other.Container+"/"))
				}
				if strings.HasPrefix(n.Path, e.Container+"/") && nearest && (property == "about" || property == "team" || n.Bind["qa:part"] == forms.PartReference) {
					t.Errorf("%s tells whom an entry of %s is about", n.Key(), e.List)
				}
				return true
			})
		}
	})
}
