package library_test

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms/session"
)

func TestTheCycleDecidesOnModules(t *testing.T) {
	always := []string{
		"header", "voice", "starting", "relationships", "assessment", "plan", "help", "recording", "oversight", "family",
		"judgement", "actions",
	}
	for _, tt := range []struct {
		name    string
		answers []string
		modules []string
	}{
		{"not said yet", nil, nil},
		{"January", []string{"cohort=jan"}, []string{"care_0_11"}},
		{"February", []string{"cohort=feb"}, []string{"cin_cp"}},
		{"April", []string{"cohort=apr"}, []string{"cin_cp"}},
		{"May", []string{"cohort=may"}, []string{"care_11_25"}},
		{"July", []string{"cohort=jul"}, []string{"cin_cp"}},
		{"August", []string{"cohort=aug"}, []string{"care_0_11"}},
		{"October", []string{"cohort=oct"}, []string{"cin_cp", "newly_open"}},
		{"November", []string{"cohort=nov"}, []string{"care_11_25"}},
		{"outside, not said of whom", []string{"cohort=outside"}, nil},
		{"outside, children in care", []string{"cohort=outside", "cohort_outside=cic_0_11"}, []string{"care_0_11"}},
		{"back inside", []string{"cohort=outside", "cohort_outside=cic_0_11", "cohort=feb"}, []string{"cin_cp"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, practiceEvaluation))
			s.fill(tt.answers...)
			want := slices.Insert(slices.Clone(always), slices.Index(always, "family"), tt.modules...)
			if got := s.sections(); !slices.Equal(got, want) {
				t.Errorf("sections %v, want %v", got, want)
			}
		})
	}
}

func TestRelevance(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answers string
		shows   string // names of what is shown
		hides   string
	}{
		{"nothing said", "", "times_seen assessment_state", "cohort_outside legal_status team_other conflict_reason assessment_date plan_pace drift_weeks iro_influence feedback_words risk_told"},
		{"in care", "status=in_care", "legal_status iro_influence", ""},
		{"child protection", "status=child_protection", "iro_influence", "legal_status"},
		{"care leaver", "status=care_leaver", "", "iro_influence legal_status"},
		{"unborn", "age_band=unborn", "daily_life grade_voice", "times_seen seen_alone wishes_how wishes_used"},
		{"a team that is not listed", "team=other", "team_other", ""},
		{"a link to the child", "conflict=yes", "conflict_reason conflict_prompt", ""},
		{"an assessment out of date", "assessment_state=out_of_date", "assessment_date risks identity_used", "assessment_none"},
		{"no assessment", "assessment_state=none", "assessment_none evidence_assessment grade_assessment", "assessment_date risks"},
		{"a plan on track", "plan_state=up_to_date plan_pace=on_track", "plan_date plan_pace", "drift_weeks plan_none"},
		{"a plan that drifts", "plan_state=up_to_date plan_pace=some_drift", "drift_weeks", ""},
		{"no plan", "plan_state=none", "plan_none drift_weeks", "plan_date plan_pace partners_follow"},
		{"a plan that drifted, and is none", "plan_state=up_to_date plan_pace=significant_drift plan_state=none", "drift_weeks", "plan_pace"},
		{"nobody asked", "feedback_from=nobody", "feedback_why_not", "feedback_words feedback_agrees"},
		{"a child asked", "feedback_from=child", "feedback_words feedback_agrees", "feedback_why_not"},
		{"immediate risk", "immediate_risk=yes", "tell_now risk_told", ""},
		{"no immediate risk", "immediate_risk=no", "", "tell_now risk_told"},
		{"no actions", "actions_needed=no", "", "actions"},
		{"a pathway plan", "cohort=nov pathway_state=up_to_date", "pathway_date", ""},
		{"no pathway plan", "cohort=nov pathway_state=none", "living", "pathway_date"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, practiceEvaluation))
			s.fill(strings.Fields(tt.answers)...)
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

func TestPrompts(t *testing.T) {
	grades := func(grade string, sections ...string) string {
		var out []string
		for _, name := range sections {
			out = append(out, "grade_"+name+"="+grade)
		}
		return strings.Join(out, " ")
	}
	most := []string{"voice", "starting", "relationships", "plan", "help"}
	for _, tt := range []struct {
		name, answers, prompt string
		shown                 bool
	}{
		{"two sources are few", "sources=electronic_record,practitioner", "few_sources", true},
		{"three are not", "sources=electronic_record,practitioner,child", "few_sources", false},
		{"none is not said to be few", "", "few_sources", false},
		{"a long look back", "period_from=2025-01-01 period_to=2026-06-30", "long_look_back", true},
		{"twelve months", "period_from=2025-06-30 period_to=2026-06-30", "long_look_back", false},
		{"an age outside the cohort", "cohort=jan age_band=16_17", "cohort_prompt", true},
		{"a status outside the cohort", "cohort=jan age_band=5_10 status=child_in_need", "cohort_prompt", true},
		{"a child of the cohort", "cohort=jan age_band=5_10 status=in_care", "cohort_prompt", false},
		{"an age without a cohort", "age_band=5_10 status=in_care", "cohort_prompt", false},
		{"an old assessment", "date_evaluated=2026-11-01 assessment_state=out_of_date assessment_date=2025-10-01", "assessment_old", true},
		{"a recent one", "date_evaluated=2026-11-01 assessment_state=up_to_date assessment_date=2026-01-05", "assessment_old", false},
		{"a difference not asked about", "feedback_from=parent feedback_agrees=differs_unexplored", "feedback_differs", true},
		{"a difference asked about", "feedback_from=parent feedback_agrees=differs_explored", "feedback_differs", false},

		{"two steps above most sections", grades("inadequate", most...) + " overall_grade=good", "grade_far", true},
		{"two steps below most sections", grades("outstanding", most...) + " overall_grade=requires_improvement", "grade_far", true},
		{"two steps away from half", grades("inadequate", most[:2]...) + " " + grades("good", most[2:4]...) + " overall_grade=good", "grade_far", false},
		{"one step away from all", grades("requires_improvement", most...) + " overall_grade=good", "grade_far", false},
		{"sections without a grade do not count", grades("not_applicable", most...) + " grade_voice=outstanding overall_grade=inadequate", "grade_far", true},
		{"no section graded yet", "overall_grade=good", "grade_far", false},

		{"assessment Inadequate, overall Good", "grade_assessment=inadequate overall_grade=good", "grade_unsafe", true},
		{"immediate risk, overall Requires improvement", "immediate_risk=yes overall_grade=requires_improvement", "grade_unsafe", true},
		{"immediate risk, overall Inadequate", "immediate_risk=yes overall_grade=inadequate", "grade_unsafe", false},
		{"immediate risk, no grade yet", "immediate_risk=yes", "grade_unsafe", false},
		{"safe and Good", "immediate_risk=no grade_assessment=good overall_grade=good", "grade_unsafe", false},
		{"Inadequate starts the process", "overall_grade=inadequate", "grade_inadequate", true},
		{"Requires improvement does not", "overall_grade=requires_improvement", "grade_inadequate", false},

		{"a fourth strength", "judgement/strengths/4/strength_what=Kind", "many_strengths", true},
		{"three strengths", "judgement/strengths/3/strength_what=Kind", "many_strengths", false},
		{"a fourth area", "judgement/develop/4/develop_what=Late", "many_areas", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, practiceEvaluation))
			for _, a := range strings.Fields(tt.answers) {
				path, value, _ := strings.Cut(a, "=")
				if repeat, rest, ok := strings.Cut(path, "/4/"); ok {
					for _, n := range []string{"1", "2", "3"} {
						s.key(repeat + "/" + n + "/" + rest)
					}
				}
				if repeat, rest, ok := strings.Cut(path, "/3/"); ok {
					for _, n := range []string{"1", "2"} {
						s.key(repeat + "/" + n + "/" + rest)
					}
				}
				s.set(path, strings.ReplaceAll(value, ",", " "))
			}
			if got := s.view(tt.prompt); got.Relevant != tt.shown {
				t.Errorf("%s is shown: %v, want %v", tt.prompt, got.Relevant, tt.shown)
			}
			if strings.Contains(s.view(tt.prompt).Label, "${") {
				t.Errorf("its words are %q", s.view(tt.prompt).Label)
			}
			if p := s.ProblemsIn("judgement"); tt.shown && slices.ContainsFunc(p, func(p session.Problem) bool { return p.Kind == session.Violated }) {
				t.Errorf("a prompt goes with a block: %+v", p)
			}
		})
	}
}

func TestConstraints(t *testing.T) {
	const period = "date_evaluated=2026-06-30 period_from=2025-06-30 period_to=2026-06-30 "
	for _, tt := range []struct {
		name, before, question, value string
		stands                        bool
	}{
		{"a reference", "", "child_ref", "TR-20417", true},
		{"a number of the case system", "", "child_ref", "8841203", true},
		{"a name", "", "child_ref", "Someone", false},
		{"a name with a number", "", "child_ref", "Some One 7", false},
		{"an NHS number", "", "child_ref", "4857773456", false},
		{"an NHS number with hyphens", "", "child_ref", "485-777-3456", false},
		{"a UPN", "", "child_ref", "A801200001001", false},
		{"a date of birth", "", "child_ref", "04/09/2017", false},
		{"a date of birth, years first", "", "child_ref", "2017-09-04", false},
		{"an essay", "", "child_ref", strings.Repeat("A1", 30), false},

		{"today", "", "date_evaluated", "2026-11-24", true},
		{"tomorrow", "", "date_evaluated", "2026-11-25", false},
		{"a period up to the day", "date_evaluated=2026-06-30 period_from=2025-06-30", "period_to", "2026-06-30", true},
		{"a period beyond the day", "date_evaluated=2026-06-30 period_from=2025-06-30", "period_to", "2026-07-01", false},
		{"a period that ends first", "date_evaluated=2026-06-30 period_from=2025-06-30", "period_to", "2025-06-29", false},
		{"a period of one day", "", "period_to", "2026-06-30", true},
		{"a period from tomorrow", "", "period_from", "2026-11-25", false},
		{"an assessment to come", "assessment_state=up_to_date", "assessment_date", "2026-12-01", false},
		{"a plan to come", "plan_state=up_to_date", "plan_date", "2026-12-01", false},

		{"no visit", "", "times_seen", "0", true},
		{"fewer than none", "", "times_seen", "-1", false},
		{"two a day", "", "times_seen", "168", false},
		{"a practitioner since birth", "", "practitioner_months", "216", true},
		{"a practitioner for ever", "", "practitioner_months", "217", false},
		{"a hundred moves", "cohort=jan", "moves", "100", false},
		{"a year to the first visit", "cohort=oct", "days_to_visit", "365", false},
		{"weeks of drift", "plan_state=none", "drift_weeks", "12", true},
		{"drift of a lifetime", "plan_state=none", "drift_weeks", "900", false},

		{"none recorded", "", "characteristics", "none_recorded", true},
		{"none recorded, and something", "", "characteristics", "missing none_recorded", false},
		{"ways and not evident", "", "wishes_how", "play not_evident", false},
		{"help and none", "", "help_received", "practical none", false},
		{"documents and none", "", "up_to_date", "plan none", false},
		{"child and nobody", "", "feedback_from", "child nobody", false},

		{"no action after Good", "overall_grade=good", "actions_needed", "no", true},
		{"no action after Inadequate", "overall_grade=inadequate", "actions_needed", "no", false},
		{"an action in time", period, "actions/1/action_due", "2026-06-30", true},
		{"an action too late to begin", period, "actions/1/action_due", "2026-06-29", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, practiceEvaluation))
			s.fill(strings.Fields(tt.before)...)
			s.set(tt.question, tt.value)
			v := s.view(tt.question)
			if stands := v.Problem == nil; stands != tt.stands {
				t.Fatalf("%q stands: %v, want %v (%+v)", tt.value, stands, tt.stands, v.Problem)
			}
			if v.Problem != nil && (v.Problem.Kind != session.Violated || v.Problem.Message != v.Node.ConstraintMessage.In("")) {
				t.Errorf("it says %q", v.Problem.Message)
			}
		})
	}
}

func TestWhatCompletingAsksFor(t *testing.T) {
	missing := func(s *sheet, path string) bool {
		key := s.key(path)
		return slices.ContainsFunc(s.Problems(), func(p session.Problem) bool { return p.Key == key && p.Kind == session.Missing })
	}
	for _, tt := range []struct {
		name, answers, question string
		asked                   bool
	}{
		{"a reference", "", "child_ref", true},
		{"a grade for every section", "", "grade_oversight", true},
		{"evidence beside a grade", "grade_voice=good", "evidence_voice", true},
		{"no evidence where nothing applies", "grade_voice=not_applicable", "evidence_voice", false},
		{"the reason for the grade", "overall_grade=good", "reason", true},
		{"why somebody with a link evaluates", "conflict=yes", "conflict_reason", true},
		{"a question of another cohort", "cohort=jan", "earlier_referrals", false},
		{"the date of an assessment", "assessment_state=out_of_date", "assessment_date", true},
		{"the date of an assessment that is none", "assessment_state=none", "assessment_date", false},
		{"whom one told", "immediate_risk=yes", "risk_told", true},
		{"a day for an action", "actions_needed=yes actions/1/action_what=Ring", "actions/1/action_due", true},
		{"no action where none is needed", "actions_needed=no", "actions/1/action_due", false},
		{"words for a strength with a standard", "judgement/strengths/1/strength_standard=1", "judgement/strengths/1/strength_what", true},
		{"no strength that is not begun", "", "judgement/strengths/1/strength_what", false},
		{"ethnic group", "", "ethnicity", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, practiceEvaluation))
			s.fill(strings.Fields(tt.answers)...)
			if got := missing(s, tt.question); got != tt.asked {
				t.Errorf("%s is asked for: %v, want %v", tt.question, got, tt.asked)
			}
		})
	}
}

func TestCalculations(t *testing.T) {
	s := play(t, graded(t, "good"))
	for name, want := range map[string]string{
		"cohort_group": "cic_0_11", "sources_count": "5", "look_back_months": "12", "drift": "no",
		"section_letters": "OGGGGOGGG", "count_outstanding": "2", "count_good": "7", "count_requires_improvement": "0",
		"count_inadequate": "0", "count_graded": "9", "count_far": "0",
	} {
		if got := s.view(name).Value; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got, want := s.view("grades_so_far").Label, "Sections: 2 Outstanding, 7 Good, 0 Requires improvement, 0 Inadequate."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	for name, want := range map[string]int{"grade_voice": 6, "overall_grade": 4} {
		if got := len(s.view(name).Choices); got != want {
			t.Errorf("%s offers %d grades, want %d", name, got, want)
		}
	}
}

// TestEveryRequiredAnswerIsMissed takes the answers of a complete evaluation away one by one.
func TestEveryRequiredAnswerIsMissed(t *testing.T) {
	of := graded(t, "inadequate")
	s := play(t, of)
	for _, a := range of.Answers {
		v := s.view(a[0])
		if !v.Required {
			continue
		}
		s.set(a[0], "")
		if after := s.view(a[0]); after.Required && len(s.Problems()) == 0 {
			t.Errorf("complete without %s", a[0])
		}
		s.set(a[0], a[1])
	}
	if p := s.Problems(); len(p) > 0 {
		t.Errorf("with every answer back: %+v", p)
	}
}
