package xform_test

import "plumbline/forms"

// tree builds a node with others inside it, and gives all of them their paths.
func tree(n forms.Node, children ...*forms.Node) *forms.Node {
	n.Children = children
	if n.Kind == 0 {
		n.Kind = forms.Group
	}
	for _, c := range children {
		c.Parent = &n
	}
	place(&n, "")
	return &n
}

func place(n *forms.Node, under string) {
	n.Path = under + "/" + n.Name
	for _, a := range n.Attributes {
		a.Path, a.Parent = n.Path+"/@"+a.Name, n
	}
	for _, c := range n.Children {
		place(c, n.Path)
	}
}

func leaf(kind forms.Kind, name string, with forms.Node) *forms.Node {
	with.Kind, with.Name = kind, name
	return &with
}

func instanceID() *forms.Node {
	return leaf(forms.Meta, "instanceID", forms.Node{DataType: "string", ReadOnly: "true()", Preload: "uid"})
}

// plainForm has one language and no lists.
func plainForm() *forms.Definition {
	return &forms.Definition{
		ID: "visit-note", Title: "Visit note", Version: "2",
		Root: tree(
			forms.Node{Name: "data"},
			leaf(forms.String, "reference", forms.Node{
				DataType: "string", Label: forms.Plain("Child's reference"), Required: "true()",
				RequiredMessage: forms.Plain("Please give the reference."),
			}),
			leaf(forms.Note, "thanks", forms.Node{DataType: "string", Label: forms.Plain("Thank you for ${ /data/reference } & all < that > is in it.")}),
			tree(forms.Node{Name: "meta"}, instanceID()),
		),
	}
}

// fullForm has something of everything.
func fullForm() *forms.Definition {
	grades := &forms.List{Name: "grades", Extra: []string{"band"}, Choices: []forms.Choice{
		{Name: "good", Label: forms.Text{"en": "Good", "cy": "Da"}, Columns: map[string]string{"band": "1"}},
		{
			Name: "inadequate", Label: forms.Text{"en": "Inadequate"}, Columns: map[string]string{"band": "2"},
			Media: map[string]forms.Text{"image": {"en": "flag.png"}},
		},
	}}
	teams := &forms.List{Name: "teams", Choices: []forms.Choice{{Name: "n", Label: forms.Plain("North")}, {Name: "s", Label: forms.Plain(forms.Literal("South ${5}"))}}}
	return &forms.Definition{
		ID: "dip-audit", Title: "Dip audit", Version: "2026-1", Language: "en", Languages: []string{"en", "cy"},
		Settings: map[string]string{
			"style": "pages", "attribute::owner": "qa", "namespaces": `qa="http://qa.example/forms"`, "submission_url": "https://forms.example/submit",
			"client_editable": "yes",
		},
		Lists: map[string]*forms.List{"grades": grades, "teams": teams}, ListOrder: []string{"grades", "teams"},
		Sources: []forms.Source{
			{ID: "wards", URL: "jr://file-csv/wards.csv"},
			{ID: "rates", Inline: &forms.Element{Name: "rates", Children: []*forms.Element{
				{Name: "rate", Attrs: []forms.Attr{{Name: "year", Value: "2026"}}, Text: "4"},
			}}},
		},
		Itext:    map[string]forms.Text{"closing": {"en": "That is all.", "cy": "Dyna'r cyfan."}},
		Entities: []forms.Entity{{List: "concerns", Label: "'Concern'", Container: "/audit"}},
		Actions:  []forms.Action{{Name: forms.SetValue, Events: []string{forms.FirstLoad}, Target: "/audit/meta/entity/@id", Value: "uuid()"}},
		Root:     tree(forms.Node{Name: "audit"}, header(), judgement(), actionsRepeat(), entityMeta()),
	}
}

func header() *forms.Node {
	return tree(
		forms.Node{Name: "header", Label: forms.Text{"en": "The audit", "cy": "Yr archwiliad"}, Appearance: "field-list"},
		leaf(forms.Meta, "begun", forms.Node{Type: "start", DataType: "dateTime", Preload: "timestamp", PreloadParams: "start"}),
		leaf(forms.Meta, "place", forms.Node{Type: "start-geopoint", DataType: "geopoint"}),
		leaf(forms.Date, "day", forms.Node{
			DataType: "date", Label: forms.Text{"en": "Day"}, Default: "today()", DefaultDynamic: true, Constraint: ". <= today()",
			ConstraintMessage: forms.Text{"en": "Not after today."},
		}),
		leaf(forms.SelectOne, "team", forms.Node{DataType: "string", Label: forms.Plain("Team"), List: "teams", Appearance: "minimal"}),
		leaf(forms.SelectOne, "ward", forms.Node{
			DataType: "string", Label: forms.Plain("Ward"), Type: "select_one_from_file", Relevant: "/audit/header/team != ''",
			Items: &forms.Itemset{Nodes: "instance('wards')/root/item[team = /audit/header/team ]", Value: "code", Label: "title"},
		}),
		leaf(forms.String, "ward_name", forms.Node{
			DataType: "string", Label: forms.Plain("Name of the ward"), Triggers: []string{"/audit/header/ward"},
			Calculation: "instance('wards')/root/item[code = /audit/header/ward ]/title", Parameters: map[string]string{"rows": "2"},
		}),
	)
}

func judgement() *forms.Node {
	return tree(
		forms.Node{Name: "judgement", Relevant: "/audit/header/day != ''"},
		leaf(forms.SelectOne, "grade", forms.Node{
			DataType: "string", Label: forms.Text{"en": "Grade", "cy": "Gradd"}, List: "grades", ChoiceFilter: "band = '1' or true()", Required: "true()",
			Hint: forms.Plain("As the framework says"), GuidanceHint: forms.Plain("Section 4"), Bind: map[string]string{"entities:saveto": "grade"},
			Parameters: map[string]string{"randomize": "true", "seed": "7"},
		}),
		leaf(forms.Range, "confidence", forms.Node{
			DataType: "int", Label: forms.Plain("How sure are you?"), Parameters: map[string]string{"start": "0", "end": "10", "step": "1", "tick_interval": "5"},
		}),
		leaf(forms.Rank, "order", forms.Node{DataType: "odk:rank", Label: forms.Plain("In which order?"), List: "teams"}),
		leaf(forms.Image, "sketch", forms.Node{
			DataType: "binary", Label: forms.Plain("Sketch"), Appearance: "draw", Parameters: map[string]string{"max-pixels": "800"},
		}),
		leaf(forms.Acknowledge, "agreed", forms.Node{Label: forms.Plain("Agreed"), Instance: map[string]string{"qa:note": "last"}}),
		leaf(forms.Calculate, "closing", forms.Node{DataType: "string", Calculation: "jr:itext('closing')"}),
	)
}

func actionsRepeat() *forms.Node {
	return tree(
		forms.Node{Kind: forms.Repeat, Name: "action", Label: forms.Plain("Actions"), RepeatCount: "/audit/judgement/confidence"},
		leaf(forms.String, "what", forms.Node{DataType: "string", Label: forms.Plain("What is action ${ position(..) }?")}),
		leaf(forms.Date, "by", forms.Node{DataType: "date", Label: forms.Plain("By when?"), Default: "today() + 5", DefaultDynamic: true}),
		tree(
			forms.Node{Kind: forms.Repeat, Name: "step", NoAddRemove: true},
			leaf(forms.String, "detail", forms.Node{DataType: "string", Label: forms.Plain("Step"), Default: "First"}),
		),
	)
}

func entityMeta() *forms.Node {
	return tree(
		forms.Node{Name: "meta"}, instanceID(),
		tree(
			forms.Node{
				Name: "entity", Instance: map[string]string{"dataset": "concerns", "id": "", "create": "1"},
				Attributes: []*forms.Node{leaf(forms.Hidden, "id", forms.Node{DataType: "string", ReadOnly: "true()"})},
			},
			leaf(forms.Calculate, "label", forms.Node{DataType: "string", ReadOnly: "true()", Calculation: "'Concern'"}),
		),
	)
}
