package reporttest

import "plumbline/forms"

// Evaluation is a practice evaluation of an invented child in care, with some 75 questions, most of them answered.
func Evaluation() *Form {
	return Fill("Practice Evaluation", lists(),
		about(), judgement(), voice(), start(), relationships(), assessment(), plan(), help(), recording(), oversight(),
		module(), family(), actions(),
	)
}

// Blank is the same evaluation before anybody has answered a question.
func Blank() *Form {
	f := Evaluation()
	for key, v := range f.views {
		v.Value = ""
		f.views[key] = v
	}
	clear(f.instances)
	return f
}

func lists() []*forms.List {
	return []*forms.List{
		Grades(),
		List("yes", "yes", "Yes", "partly", "Partly", "no", "No", "na", "Not applicable"),
		List("team", "fod", "Forest of Dean, Children in Care", "glos", "Gloucester, Assessment"),
		List("cohort", "cic_0_11", "Child in care, 0\u201311", "cp", "Child protection, 11\u201318"),
		List("role", "tm", "Team Manager", "ap", "Advanced Practitioner", "pr", "Practitioner", "iro", "IRO", "gm", "Group Manager"),
		List("heard", "talk", "Conversation", "play", "Play or observation", "advocate", "Advocate", "drawn", "Written or drawn by the child", "tool", "Direct-work tool"),
		List("used", "changed", "Changed the plan", "part", "Influenced part of it", "kept", "Recorded but not used"),
		List("standard", "1", "1 Voices and experiences", "2", "2 Starting well", "3", "3 Positive relationships", "4", "4 Holistic assessment",
			"5", "5 Meaningful plans", "6", "6 Help that lasts", "7", "7 The best parent", "8", "8 Recording that cares", "9", "9 Cultural competence",
			"10", "10 Supervision and oversight"),
		List("priority", "now", "Within 5 working days", "supervision", "By next supervision", "review", "By next review"),
		List("source", "record", "Electronic record", "practitioner", "Conversation with practitioner", "carer", "Foster carer feedback",
			"child", "Child feedback", "partner", "Partner agency information"),
		List("harm", "neglect", "Neglect", "domestic", "Domestic abuse", "health", "Parental mental health", "housing", "Housing or poverty"),
		List("barrier", "caseload", "Caseload", "waiting", "Service waiting list", "staff", "Staff change", "court", "Court timetable"),
	}
}

// yes is a question answered by yes, partly or no.
func yes(name, label, answer string) Item {
	return Choose(forms.SelectOne, name, label, "yes", answer)
}

func graded(name, label, grade string) Item {
	return Choose(forms.SelectOne, name, label, "grade", grade).As("grade")
}

func about() Item {
	return Group("about", "About this evaluation",
		Text("child_ref", "Child\u2019s reference", "TR-20417").Part(forms.PartReference),
		Choose(forms.SelectOne, "cohort", "Cohort", "cohort", "cic_0_11").Part(forms.PartCohort),
		Choose(forms.SelectOne, "team", "Which team holds the child\u2019s record?", "team", "fod").Part(forms.PartTeam),
		Ask(forms.Date, "date", "Evaluated", "2026-11-20").Part(forms.PartDate),
		Ask(forms.Date, "from", "Evidence looked at: from", "2025-11-20").Part(forms.PartFrom),
		Ask(forms.Date, "to", "Evidence looked at: to", "2026-11-19").Part(forms.PartTo),
		Choose(forms.SelectOne, "role", "Evaluator\u2019s role", "role", "ap").Part(forms.PartAuditor),
		Choose(forms.SelectMultiple, "sources", "Which sources did you use?", "source", "record practitioner carer child").Standards("1"),
		Ask(forms.Integer, "months", "How many months has the practitioner worked with the child?", "7").Standards("3"),
		yes("linked", "Have you managed this child\u2019s case, or the person who does, in the last two years?", "no").Standards("10"),
	)
}

func judgement() Item {
	point := func(text, standard string) []Item {
		return []Item{Text("text", "What did you see?", text), Choose(forms.SelectOne, "standard", "Practice standard", "standard", standard)}
	}
	return Group("judgement", "Overall judgement",
		Choose(forms.SelectOne, "grade", "Overall grade", "grade", "requires_improvement").Part(forms.PartGrade),
		Text("reason", "Why this grade, and not the one above or below?",
			"He is safe and heard. The plan drifts, and one action has had no owner since August. The grade above would need each "+
				"action in the plan to have someone who does it; the one below does not fit, because what he says has changed what we do.").Part(forms.PartReason),
		Text("different", "What is different for him because of us?",
			"He sleeps through the night. He sees his brother on Saturdays. School has not had to ring his carer since April.").Standards("6"),
		Repeat("strengths", "Up to three strengths",
			point("His words change the plan. In March he asked to see his brother on Saturdays; from April he did.", "1"),
			point("Three earlier episodes are read together, and what each meant for him is asked.", "4"),
			point("His carer is treated as part of the team. She has the plan, the dates and a number that is answered.", "7"),
		).Part(forms.PartStrengths),
		Repeat("develop", "Up to three areas to develop",
			point("Two actions are late: housing, recorded and outside our control; the family network meeting, since August, without an owner.", "5"),
			point("Life story work waits for a referral that nobody has made.", "7"),
		).Part(forms.PartDevelop),
		Choose(forms.SelectMultiple, "hindered", "What in the wider system got in the way?", "barrier", "waiting staff").Standards("10"),
		yes("risk", "Is any child thought to be at immediate risk?", "no"),
	)
}

func voice() Item {
	return Group("voice", "1 The child\u2019s voice and daily life",
		Text("life", "What is life like for him, and why are we involved?",
			"He is seven and has lived with the same foster family for fourteen months. His days have a shape: breakfast at half past seven, "+
				"the walk to school with the dog, football on Tuesdays. He came into care after a winter in which he was often hungry and often the one who "+
				"looked after his younger brother.\nHe says that \u201cit is quiet here, the good quiet\u201d. He misses his nan, and rings her on Sundays; the \u00a34.50 for "+
				"the phone card was agreed the same day that he asked. Mr \u0175 and Ms \u0177 are the names that he gave two puppets in his direct work.").Standards("1 8"),
		Ask(forms.Integer, "seen", "How many times was he seen in the last 12 weeks?", "9").Standards("1 3"),
		yes("alone", "Was he seen alone, or closely observed, as often as the plan needs?", "yes").Standards("1"),
		Choose(forms.SelectMultiple, "heard", "How were his wishes and feelings found out?", "heard", "talk play drawn").Standards("1 9"),
		Choose(forms.SelectOne, "used", "What happened to what he told us?", "used", "changed").Standards("1 5"),
		Text("quote", "Something he said, in his own words", "\u201cI told her about Saturdays \u2192 and then it was Saturdays.\u201d \u2713"),
		graded("voice_grade", "Section grade: voice and experience", "good").Standards("1"),
	)
}

func start() Item {
	return Group("start", "2 Starting well",
		yes("quick", "Was the first response quick enough for this child?", "yes").Standards("2"),
		yes("level", "Was the level of help right for what was known then?", "partly").Standards("2 4"),
		yes("understood", "Did the family understand why we were involved, and on what legal basis?", "yes").Standards("2 3"),
		Text("handover", "How was the case handed from one team to the next?", "").Standards("2"),
		Ask(forms.Date, "first_visit", "When was the first visit?", "2025-09-03"),
		graded("start_grade", "Section grade: starting well", "good").Standards("2"),
	)
}

func relationships() Item {
	visit := func(date, who, what string) []Item {
		return []Item{
			Ask(forms.Date, "date", "Date", date), Choose(forms.SelectOne, "who", "Who", "role", who), Text("what", "What was it for?", what),
		}
	}
	return Group("relationships", "3 Relationships",
		Ask(forms.Integer, "practitioners", "How many practitioners has he had in the last 12 months?", "2").Standards("3 7"),
		yes("parents", "Are both parents, wherever they live, meaningfully involved?", "partly").Standards("3"),
		yes("network", "Was the wider family brought together?", "no").Standards("3 4"),
		Text("trust", "What has helped or hindered trust?",
			"What helped:\n- the same practitioner for seven months\n- visits that began when she said they would\n- a written note after each visit, left on the kitchen table\n"+
				"What hindered was the change of practitioner in April, of which his father heard from the school.").Standards("3"),
		Repeat("visits", "Visits that stand out",
			visit("2026-03-12", "pr", "He drew the two houses and who sleeps where. Saturdays came up here first."),
			visit("2026-06-30", "pr", "Last day of term. Talked about Year 3 and the new teacher."),
			visit("2026-10-02", "tm", "Joint visit with the carer about the family network meeting."),
		).Standards("3"),
		graded("relationships_grade", "Section grade: relationships", "good").Standards("3"),
	)
}

func assessment() Item {
	return Group("assessment", "4 Assessment, risk and identity",
		Ask(forms.Note, "note", "Look at the current assessment and at the one before it.", ""),
		Ask(forms.Date, "authorised", "When was the current assessment authorised?", "2026-05-14").Standards("4"),
		Choose(forms.SelectMultiple, "harms", "Which risks and needs does the assessment consider?", "harm", "neglect domestic health housing").Standards("4"),
		yes("history", "Are history and chronology used to understand what adds up for the child?", "yes").Standards("4"),
		yes("weighed", "Are strengths and safety weighed against worries?", "yes").Standards("4"),
		yes("identity", "Are culture, language, faith, disability and identity explored, and do they shape the analysis?", "partly").Standards("9 4"),
		Text("identity_more", "What would a better picture of his identity have changed?",
			"His mother\u2019s family is Welsh-speaking; the assessment says so once and does not come back to it. He answers his nan in Welsh on the phone. "+
				"Someone who noticed would have asked whether his contact sessions could be in Welsh, and whether the school knows.").Standards("9"),
		graded("assessment_grade", "Section grade: assessment and risk", "outstanding").Standards("4 9"),
	)
}

func plan() Item {
	return Group("plan", "5 Plan and progress",
		Ask(forms.Date, "current", "When was the current plan made?", "2026-08-06").Standards("5"),
		yes("clear", "Could the family tell from the plan who will do what by when?", "partly").Standards("5"),
		yes("pace", "Is the plan moving at the child\u2019s pace?", "no").Standards("5"),
		Ask(forms.Integer, "drift", "How many weeks of avoidable delay do you estimate?", "14").Standards("5"),
		yes("partners", "Do partner agencies contribute and follow through?", "partly").Standards("5"),
		Group("meeting", "The family network meeting",
			yes("offered", "Was it offered?", "yes").Standards("3"),
			Ask(forms.Date, "meant", "When was it meant to be?", "2026-08-28"),
			Text("why", "Why has it not happened?",
				"It moved from one diary to another when the practitioner went on leave, and nobody was asked to take it on. The review in September noted it as \u201congoing\u201d."),
		),
		graded("plan_grade", "Section grade: planning", "requires_improvement").Standards("5"),
	)
}

func help() Item {
	return Group("help", "6 Help that changes things",
		Text("received", "What help has the family had?", "Therapeutic work with him (12 sessions); practical help with the flat; a parenting course that his father finished in July.").Standards("6"),
		yes("changed", "Has his situation changed for the better?", "yes").Standards("6"),
		Text("evidence", "How do you know?", "School attendance rose from 81% to 97%. The sleep diary that his carer keeps. What he says.").Standards("6"),
		yes("asked", "Did anybody ask the family what would help?", "").Standards("6 1"),
		graded("help_grade", "Section grade: help", "good").Standards("6"),
	)
}

func recording() Item {
	return Group("recording", "7 Recording",
		yes("chronology", "Is the chronology up to date?", "yes").Standards("8"),
		yes("summary", "Is the case summary up to date?", "partly").Standards("8"),
		yes("genogram", "Is there a genogram that shows his brother and his nan?", "yes").Standards("8 4"),
		yes("adult", "If he read this record as an adult, would it explain decisions kindly and clearly?", "yes").Standards("8"),
		Text("words", "Which words would you change?", "").Standards("8"),
		graded("recording_grade", "Section grade: recording", "good").Standards("8"),
	)
}

func oversight() Item {
	return Group("oversight", "8 Supervision and oversight",
		Ask(forms.Integer, "discussions", "How many supervision discussions about him are recorded in the last 6 months?", "4").Standards("10"),
		yes("reflection", "Does supervision show reflection and reasons, not only tasks?", "partly").Standards("10"),
		yes("earlier", "Were earlier actions followed through?", "no").Standards("10"),
		yes("iro", "Is the IRO\u2019s influence visible where plans stalled?", "partly").Standards("10 5"),
		Ask(forms.DateTime, "last", "When was the last discussion?", "2026-10-21T14:30:00.000+01:00"),
		graded("oversight_grade", "Section grade: oversight", "inadequate").Standards("10"),
	)
}

func module() Item {
	return Group("module", "9 Child in care, 0\u201311",
		Choose(forms.SelectOne, "permanence", "Permanence", "used", "part").Standards("7 5"),
		Ask(forms.Integer, "moves", "Placement moves in the last 12 months", "0").Standards("7"),
		yes("health", "Is the health assessment current?", "yes").Standards("7"),
		yes("education", "Is the personal education plan current?", "yes").Standards("7"),
		yes("story", "Is life story work under way?", "no").Standards("7"),
		yes("brother", "Does he spend the time with his brother that the plan says?", "yes").Standards("7 3"),
		yes("delegated", "Does the carer know what she may decide?", "yes").Standards("7"),
		Text("leaver", "Where the young person lives", "").Irrelevant(),
		graded("module_grade", "Section grade: child in care", "not_applicable").Standards("7"),
	)
}

func family() Item {
	return Group("family", "10 What the family told us",
		Text("child", "What he told us", "He likes that she writes things down. He would like her to be on time on Thursdays, because of football.").Standards("1"),
		Text("mother", "What his mother told us", "\u201cShe listens. I just never know who is coming to the meetings.\u201d").Standards("1 3"),
		Text("father", "What his father told us", "").Standards("1 3"),
		Text("carer", "What his carer told us", "The plan is clear about health and school. It is not clear about the summer.").Standards("1 7"),
		yes("agree", "Does the family\u2019s view agree with yours?", "yes").Standards("1"),
	).Part(forms.PartFamily)
}

func actions() Item {
	action := func(what, who, by, priority, know string) []Item {
		return []Item{
			Text("what", "What needs to happen?", what).Part(forms.PartWhat),
			Choose(forms.SelectOne, "who", "Who will do it?", "role", who).Part(forms.PartWho),
			Ask(forms.Date, "by", "By when", by).Part(forms.PartBy),
			Choose(forms.SelectOne, "priority", "Priority", "priority", priority).Part(forms.PartPriority),
			Text("know", "How we will know it made a difference", know),
			Choose(forms.SelectOne, "standard", "Practice standard", "standard", "5"),
		}
	}
	return Repeat("actions", "Actions",
		action("Hold the family network meeting", "tm", "2026-12-04", "now", "He names two people he can ring"),
		action("Name an owner for each action in the plan", "pr", "2026-11-27", "now", "No action without an owner at the next review"),
		action("Refer for life story work", "pr", "2026-12-18", "supervision", ""),
		action("Ask the school and the contact service about Welsh", "iro", "2027-01-15", "review", "He has been asked, and his answer is in the plan"),
	).Part(forms.PartActions)
}
