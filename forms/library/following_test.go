package library_test

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms/session"
)

// op writes what a record does to one entity: "update concerns c1 state=assured due=2027-02-24".
func op(of session.EntityOp, properties ...string) string {
	out := "update "
	if of.Create {
		out = "create "
	}
	out += of.List
	if !of.Create {
		out += " " + of.ID
	}
	for _, p := range of.Properties {
		if slices.Contains(properties, p.Name) && p.Value != "" {
			out += " " + p.Name + "=" + p.Value
		}
	}
	return out
}

const (
	concernsFile = "name,label,about,team,since,reason,state\nc1,TR-20417,TR-20417,stroud,2026-11-19,No plan,group_manager\nc2,TR-1,TR-1,forest,2026-10-01,Drift,closed\n"
	actionsFile  = "name,label,about,team,what,state,due,since\na1,Visit,TR-20417,stroud,Visit,open,2026-12-01,2026-11-01\na2,Meet,Ambitions Board,,Meet,in_progress,2026-12-05,2026-08-01\na3,Train,CBR-2026-04,,Train,open,2027-01-31,2026-09-01\n"
)

func TestFollowingUpBringsListsUpToDate(t *testing.T) {
	files := map[string]string{"concerns.csv": concernsFile, "actions.csv": actionsFile}
	for _, tt := range []struct {
		form, name string
		answers    []string
		want       []string
	}{
		{
			"concern", "the Group Manager's review",
			[]string{"concern_chosen=c1", "date_held=2026-11-20", "concern_review=group_manager"},
			[]string{"update concerns c1 state=assistant_director due=2026-11-27"},
		},
		{
			"concern", "a weekly review that sets the next",
			[]string{"concern_chosen=c1", "date_held=2026-11-20", "concern_review=weekly", "plan_in_place=no", "assured_now=no", "next_review=2026-11-25"},
			[]string{"update concerns c1 state=assistant_director due=2026-11-25"},
		},
		{
			"concern", "the Assistant Director is assured",
			[]string{"concern_chosen=c1", "date_held=2026-11-20", "concern_review=weekly", "plan_in_place=yes", "assured_now=yes"},
			[]string{"update concerns c1 state=assured due=2027-02-20"},
		},
		{
			"concern", "closed",
			[]string{"concern_chosen=c1", "date_held=2026-11-20", "concern_review=closing", "close_why=evaluated", "again_grade=good", "concern_closed=yes"},
			[]string{"update concerns c1 state=closed"},
		},
		{
			"concern", "Inadequate again",
			[]string{"concern_chosen=c1", "date_held=2026-11-20", "concern_review=closing", "close_why=evaluated", "again_grade=inadequate", "concern_closed=no"},
			[]string{"update concerns c1 state=assistant_director due=2026-11-27"},
		},
		{"concern", "one that has not arrived", []string{"child_ref=TR-7", "date_held=2026-11-20", "concern_review=group_manager"}, nil},
		{
			"moderation", "lowered to Inadequate",
			[]string{"moderated_ref=TR-20417", "team=stroud", "date_held=2026-11-20", "evaluator_grade=good", "own_grade=inadequate", "moderated_decision=grade", "final_grade=inadequate", "immediate_risk=no"},
			[]string{"create concerns state=group_manager"},
		},
		{
			"moderation", "lifted from Inadequate closes nothing",
			[]string{"moderated_ref=TR-20417", "date_held=2026-11-20", "evaluator_grade=inadequate", "moderated_decision=grade", "final_grade=good", "immediate_risk=no"},
			nil,
		},
		{
			"moderation", "an action that fits partly",
			[]string{"moderated_ref=TR-20417", "moderated_actions/1/moderated_action=a1", "moderated_actions/1/moderated_fit=partly"},
			[]string{"update actions a1 fit=partly"},
		},
		{
			"supervision_followup", "an action that made a difference",
			[]string{"child_ref=TR-20417", "date_held=2026-11-20", "followed/1/followed_action=a1", "followed/1/followed_state=verified", "followed/1/followed_difference=clearly_better"},
			[]string{"update actions a1 state=verified due=2026-12-01"},
		},
		{
			"practice_review_tracker", "a new recommendation, and one from before",
			[]string{
				"review_ref=CBR-2026-04", "date_written=2026-11-20", "tracker_stage=findings",
				"recommended/1/recommendation_what=Listen", "recommended/1/recommendation_by=2027-03-01",
				"recommended/2/recommended_action=a3", "recommended/2/followed_state=in_progress",
			},
			[]string{"create actions due=2027-03-01 state=open", "update actions a3 state=in_progress"},
		},
		{
			"ambitions_board", "actions that roll forward",
			[]string{
				"date_held=2026-11-20", "to_do/rolling/1/rolling_action=a2", "to_do/rolling/1/followed_state=blocked",
				"to_do/rolling/2/action_what=Ask", "to_do/rolling/2/action_due=2026-12-24",
			},
			[]string{"update actions a2 due=2026-12-05 state=blocked", "create actions due=2026-12-24 state=open"},
		},
	} {
		t.Run(tt.form+", "+tt.name, func(t *testing.T) {
			s := filed(t, tt.form, files)
			s.fill(tt.answers...)
			var got []string
			for _, of := range s.EntityOps() {
				got = append(got, op(of, "state", "due", "fit"))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestAnActionKeepsWhatItIsAbout has a team's clinic take up an action that an audit set.
func TestAnActionKeepsWhatItIsAbout(t *testing.T) {
	s := filed(t, "performance_clinic", map[string]string{"actions.csv": actionsFile})
	s.fill(
		"team=stroud", "date_held=2026-12-03", "to_do/rolling/1/rolling_action=a1", "to_do/rolling/1/followed_state=in_progress",
		"to_do/rolling/2/action_what=Ask", "to_do/rolling/2/action_due=2026-12-24",
	)
	want := []string{
		"update actions a1 state=in_progress about=TR-20417 team=stroud since=2026-11-01",
		"create actions state=open about=stroud team=stroud since=2026-12-03",
	}
	var got []string
	for _, of := range s.EntityOps() {
		got = append(got, op(of, "state", "about", "team", "since"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestClocksOfForms(t *testing.T) {
	for _, tt := range []struct {
		form     string
		answers  []string
		question string
		want     string
	}{
		{"serious_incident_notification", []string{"aware_on=2026-04-01"}, "clock_due", "2026-04-10"},
		{"rapid_review", []string{"notification_date=2025-12-24"}, "clock_due", "2026-01-19"},
		{"practice_review_tracker", []string{"review_decided=2026-08-31"}, "months_due", "2027-02-28"},
		{"regulation_45_review", []string{"review_completed=2026-10-12"}, "copy_due", "2026-11-09"},
		{"concern", []string{"date_raised=2026-11-19", "date_held=2026-11-23", "concern_review=group_manager"}, "concern_in_time", "yes"},
		{"concern", []string{"date_raised=2026-11-19", "date_held=2026-11-24", "concern_review=group_manager"}, "concern_in_time", "no"},
		{"pqlg_record", []string{"date_held=2026-11-10"}, "quarter_start", "2026-07-01"},
		{"pqlg_record", []string{"date_held=2026-02-10"}, "quarter_end", "2025-12-31"},
		{"lado_annual_report", []string{"year_end=2026-03-31"}, "year_start", "2025-04-01"},
		{"lado_annual_report", []string{"year_end=2026-03-31"}, "last_year_start", "2024-04-01"},
		{"timetable_planner", []string{"plan_year=2026", "plan_month=apr"}, "record_date", "2026-04-01"},
	} {
		t.Run(tt.form+", "+tt.question, func(t *testing.T) {
			s := newSheet(t, form(t, tt.form))
			s.fill(tt.answers...)
			if got := s.view(tt.question).Value; got != tt.want {
				t.Errorf("%s is %q, want %q", tt.question, got, tt.want)
			}
		})
	}
}

func TestWhatNudgesAndWhatBlocks(t *testing.T) {
	for _, tt := range []struct {
		form, name string
		answers    []string
		shows      string // names of what is shown
		wrong      string // names of questions whose answer is refused
	}{
		{"kcsie_declaration", "a gap without an improvement", []string{"governors_report=partly"}, "gaps_open gaps_unplanned", ""},
		{"kcsie_declaration", "training more than two years ago", []string{"return_date=2026-11-01", "lead_trained=2024-09-01"}, "lead_training_old", ""},
		{"kcsie_declaration", "a declaration for another kind of organisation", []string{"org_type=home"}, "not_school", ""},
		{"eyfs_declaration", "a childminder with assistants has staff to supervise", []string{"org_type=childminder", "assistants=yes"}, "early_supervision", ""},
		{"section_11_declaration", "more staff who knew than were asked", []string{"staff_asked=10", "staff_knew=11"}, "staff_knew", "staff_knew"},
		{"section_11_declaration", "moderation changes a score", []string{"section_11_stage=moderation", "score_commitment=3", "moderated_commitment=2"}, "moderated_why_commitment", ""},
		{"serious_incident_notification", "both parts of the threshold are met", []string{"abuse_known=yes", "happened=harmed", "incident_decision=single"}, "threshold_note", ""},
		{"serious_incident_notification", "notified after it was due", []string{"aware_on=2026-11-02", "incident_decision=notify", "notified_on=2026-11-11"}, "notified_late late_why", ""},
		{"serious_incident_notification", "notified before anybody knew", []string{"aware_on=2026-11-02", "incident_decision=notify", "notified_on=2026-11-01"}, "", "notified_on"},
		{"multi_agency_case_review", "the panel has not decided", []string{"case_review_part=decision", "threshold_position=awaiting"}, "panel_first", ""},
		{"rapid_review", "an agency that never knew the family", []string{"rapid_part=agency", "involvement=unknown"}, "involvement", ""},
		{"lado_dashboard", "more referrals above the threshold than there were", []string{"lado_referrals=3", "referrals_threshold=4"}, "referrals_threshold", "referrals_threshold"},
		{"regulation_44_visit", "no child was talked with", []string{"children_here=3", "children_private=0"}, "no_child", ""},
		{"regulation_44_oversight", "a report that Ofsted has not", []string{"report_to=manager"}, "ofsted_missing", ""},
		{"ehc_plan_audit", "21 weeks", []string{"weeks_to_plan=21"}, "weeks_over", ""},
		{"ehc_plan_audit", "Year 9 prepares for adulthood", []string{"year_nine=yes"}, "adulthood", ""},
		{"concern", "assured without a plan", []string{"concern_review=weekly", "plan_in_place=no", "assured_now=yes"}, "", "assured_now"},
		{"concern", "more than a week to the next review", []string{"date_held=2026-11-20", "concern_review=weekly", "plan_in_place=no", "assured_now=no", "next_review=2026-11-28"}, "", "next_review"},
		{"concern", "closed on an Inadequate grade", []string{"concern_review=closing", "close_why=evaluated", "again_grade=inadequate", "concern_closed=yes"}, "again_inadequate", "concern_closed"},
		{"moderation", "two steps apart", []string{"evaluator_grade=outstanding", "moderated_decision=grade", "final_grade=requires_improvement"}, "shift_two change_why", ""},
		{"moderation", "returned twice before", []string{"moderated_decision=returned", "returned_before=2"}, "returned_twice", ""},
		{"timetable_planner", "days out of order", []string{"allocate_by=2026-04-10", "complete_by=2026-04-09"}, "", "complete_by"},
		{"timetable_planner", "an activity in a month that is not its own", []string{"planned_activity=pqlg", "plan_month=jan"}, "not_in_timetable", ""},
		{"cracking_quality", "a story without permission", []string{"stories/1/story=Kind", "stories/1/story_permission=no"}, "story_not_agreed", ""},
	} {
		t.Run(tt.form+", "+tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, tt.form))
			s.fill(tt.answers...)
			for _, name := range strings.Fields(tt.shows) {
				if !s.view(name).Relevant {
					t.Errorf("%s is not shown", name)
				}
			}
			var wrong []string
			for _, p := range s.Problems() {
				if p.Kind == session.Violated {
					wrong = append(wrong, p.Key[strings.LastIndexByte(p.Key, '/')+1:])
				}
			}
			if strings.Join(wrong, " ") != tt.wrong {
				t.Errorf("refused: %v, want %q", wrong, tt.wrong)
			}
		})
	}
}

func TestWhatIsNotAsked(t *testing.T) {
	for _, tt := range []struct {
		form, name string
		answers    []string
		hides      string
	}{
		{"eyfs_declaration", "a childminder who works alone", []string{"org_type=childminder", "assistants=no"}, "early_supervision"},
		{"multi_agency_case_review", "the panel has not decided", []string{"case_review_part=decision", "threshold_position=awaiting"}, "learning_likely agencies lines"},
		{"multi_agency_case_review", "an agency's return", []string{"case_review_part=agency"}, "decided_on review_findings recommendations"},
		{"rapid_review", "an agency that never knew the family", []string{"rapid_part=agency", "involvement=unknown"}, "agency_voice contacts situation"},
		{"ehc_plan_audit", "a younger child", []string{"year_nine=no"}, "adulthood"},
		{"childrens_home_complaints", "an audit alone", []string{"looked_at=audit"}, "complaints_children"},
		{"mash_audit", "a decision on the day", []string{"days_to_decision=0"}, "decision_late"},
		{"moderation", "agreed", []string{"evaluator_grade=good", "moderated_decision=grade", "final_grade=good"}, "change_why shift_two"},
	} {
		t.Run(tt.form+", "+tt.name, func(t *testing.T) {
			s := newSheet(t, form(t, tt.form))
			s.fill(tt.answers...)
			for _, name := range strings.Fields(tt.hides) {
				if s.view(name).Relevant {
					t.Errorf("%s is shown", name)
				}
			}
		})
	}
}

func TestStandardsOfTheQuarterAreCounted(t *testing.T) {
	s := filed(t, "quarterly_report", map[string]string{
		"strengths.csv": "name,label,standard,since\na,A,1,2026-07-01\nb,B,1,2026-09-30\nc,C,1,2026-10-01\nd,D,9,2026-08-01\n",
		"themes.csv":    "name,label,standard,kind,since\na,A,1,development,2026-08-01\nb,B,1,strength,2026-08-01\n",
		"actions.csv":   "name,label,standard,since,due,state\na,A,1,2026-08-01,2026-09-01,verified\nb,B,2,2026-08-01,2026-09-02,open\n",
		"moderation.csv": "name,date_held,moderated_outcome\na,2026-08-01,agreed\nb,2026-08-02,down\nc,2026-08-03,up\n" +
			"d,2026-11-03,up\n",
		"timetable_planner.csv": "name,planned_activity,number_planned,number_excused,complete_by\na,practice_evaluation,12,1,2026-07-31\nb,practice_evaluation,10,,2026-08-31\nc,dip_audit,40,2,2026-08-31\n",
	})
	s.fill("quarter_end=2026-09-30")
	if n := len(s.Instances("standards")); n != 10 {
		t.Fatalf("%d standards", n)
	}
	for question, want := range map[string]string{
		"standards/1/standard_label": "1 Voices and experiences", "standards/1/standard_strengths": "2", "standards/1/standard_developments": "1",
		"standards/1/standard_actions": "1", "standards/9/standard_strengths": "1", "standards/10/standard_strengths": "0",
		"actions_due": "2", "actions_verified": "1", "moderated_all": "3", "moderated_changed": "2",
		"evaluations_planned": "22", "dips_planned": "40", "excused_all": "3", "evaluations_done": "",
	} {
		if got := s.view(question).Value; got != want {
			t.Errorf("%s is %q, want %q", question, got, want)
		}
	}
	if s.view("standards/1/standard_thin").Relevant || !s.view("standards/10/standard_thin").Relevant {
		t.Error("a standard without evidence does not show as that")
	}
}

func TestWhatRecordsAddUpTo(t *testing.T) {
	for _, tt := range []struct {
		form     string
		files    map[string]string
		answers  []string
		question string
		want     string
	}{
		{
			"regulation_45_review",
			map[string]string{"regulation_44_visit.csv": "name,home_ref,date_held,restraints\na,SC1,2026-05-31,9\nb,SC1,2026-06-01,2\nc,SC1,2026-11-20,3\nd,SC2,2026-07-01,7\n"},
			[]string{"home_ref=SC1", "covers_from=2026-06-01", "covers_to=2026-11-20"},
			"period_restraints", "5",
		},
		{
			"regulation_44_oversight",
			map[string]string{"actions.csv": "name,label,about,state\na,A,SC1,open\nb,B,SC1,verified\nc,C,SC2,open\n"},
			[]string{"home_ref=SC1"},
			"open_before", "1",
		},
		{
			"lado_annual_report",
			map[string]string{"lado_dashboard.csv": "name,quarter_end,lado_referrals\na,2025-03-31,5\nb,2025-06-30,7\nc,2026-03-31,11\n"},
			[]string{"year_end=2026-03-31"},
			"year_referrals", "18",
		},
		{
			"lado_annual_report",
			map[string]string{"lado_dashboard.csv": "name,quarter_end,lado_referrals\na,2025-03-31,5\nb,2025-06-30,7\n"},
			[]string{"year_end=2026-03-31"},
			"year_referrals_before", "5",
		},
		{
			"supervision_followup",
			map[string]string{"actions.csv": actionsFile},
			[]string{"child_ref=TR-20417", "date_held=2026-11-20", "followed/1/followed_action=a1", "followed/1/followed_state=verified"},
			"open_after", "0",
		},
		{
			"oversight_vulnerable",
			map[string]string{"concerns.csv": concernsFile},
			[]string{"child_ref=TR-20417"},
			"concerns_open", "1",
		},
		{
			"pqlg_record",
			map[string]string{"themes.csv": "name,label,theme,kind,since\na,A,drift,development,2026-07-01\nb,B,drift,strength,2026-08-01\nc,C,drift,development,2026-10-01\n"},
			[]string{"date_held=2026-11-10", "discussed/group_themes/1/group_theme=drift"},
			"discussed/group_themes/1/theme_developments", "1",
		},
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
