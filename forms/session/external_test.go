package session_test

import (
	"errors"
	"slices"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

const wards = "code;name;pop\nw1;\"East; Old\";12\nw2;West\n"

const sites = `{"type": "FeatureCollection", "features": [
	{"type": "Feature", "id": "f1", "properties": {"id": "x", "title": "Pond", "depth": 2.5},
	 "geometry": {"type": "Point", "coordinates": [-1.5, 53.25]}},
	{"type": "Feature", "properties": {"title": "Path"},
	 "geometry": {"type": "LineString", "coordinates": [[0, 51], [0.5, 52]]}}]}`

func withFiles(files map[string]string) session.Env {
	e := env()
	e.Attachment = func(url string) ([]byte, error) {
		if content, ok := files[url]; ok {
			return []byte(content), nil
		}
		return nil, errors.New("no such file")
	}
	return e
}

func TestDataFromElsewhere(t *testing.T) {
	def := definition(
		calculate("named", "instance('wards')/root/item[code = 'w1']/name"),
		calculate("blank", "string-length(instance('wards')/root/item[code = 'w2']/pop)"),
		calculate("pulled", "pulldata('wards', 'name', 'code', 'w2')"),
		calculate("point", "instance('sites')/root/item[id = 'f1']/geometry"),
		calculate("depth", "instance('sites')/root/item[title = 'Pond']/depth"),
		calculate("line", "instance('sites')/root/item[2]/geometry"),
		calculate("house", "instance('houses')/houses/house[@no = '2']"),
		calculate("last", "instance('__last-saved')/data/named"),
		calculate("none", "count(instance('gone')/root/item)"),
	)
	def.Sources = []forms.Source{
		{ID: "wards", URL: "jr://file-csv/wards.csv"},
		{ID: "sites", URL: "jr://file/sites.geojson"},
		{ID: "houses", URL: "jr://file/houses.xml"},
		{ID: "__last-saved", URL: "jr://instance/last-saved"},
		{ID: "gone", URL: "jr://file-csv/gone.csv"},
	}
	s, err := session.New(def, withFiles(map[string]string{
		"jr://file-csv/wards.csv": wards, "jr://file/sites.geojson": sites,
		"jr://file/houses.xml":     `<houses><house no="1">a</house><house no="2">b</house></houses>`,
		"jr://instance/last-saved": `<data id="test"><named>North</named></data>`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"named": "East; Old", "blank": "0", "pulled": "West", "point": "53.25 -1.5 0 0", "depth": "2.5",
		"line": "51 0 0 0; 52 0.5 0 0", "house": "b", "last": "North", "none": "0",
	} {
		reads(t, s, key, want)
	}
	if got := s.Unread(); !slices.Equal(got, []string{"jr://file-csv/gone.csv"}) {
		t.Errorf("unread %v", got)
	}
}

func TestASelectFromAFile(t *testing.T) {
	def := definition(question(forms.SelectOne, "ward", func(n *forms.Node) {
		n.Type, n.Items = "select_one_from_file", &forms.Itemset{Nodes: "instance('wards')/root/item", Value: "code", Label: "name"}
	}))
	def.Sources = []forms.Source{{ID: "wards", URL: "jr://file-csv/wards.csv"}}
	s, err := session.New(def, withFiles(map[string]string{"jr://file-csv/wards.csv": wards}))
	if err != nil {
		t.Fatal(err)
	}
	v := view(t, s, "ward")
	if names(v) != "w1 w2" || v.Choices[0].Label.In("Cymraeg") != "East; Old" {
		t.Errorf("choices %+v", v.Choices)
	}
	answer(t, s, "ward", "w2")
	reads(t, s, "ward", "w2")
}

func TestDataThatCannotBeRead(t *testing.T) {
	for name, file := range map[string][2]string{
		"a row too long":          {"jr://file-csv/x.csv", "a,b\n1,2,3\n"},
		"XML that ends too early": {"jr://file/x.xml", "<a><b>"},
		"no XML":                  {"jr://file/x.xml", ""},
		"JSON that is no GeoJSON": {"jr://file/x.geojson", "{}"},
		"no place":                {"jr://file/x.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1]}}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			def := definition(calculate("n", "count(instance('x')/*/*)"))
			def.Sources = []forms.Source{{ID: "x", URL: file[0]}}
			s, err := session.New(def, withFiles(map[string]string{file[0]: file[1]}))
			if err != nil {
				t.Fatal(err)
			}
			reads(t, s, "n", "0")
			if got := s.Unread(); !slices.Equal(got, []string{file[0]}) {
				t.Errorf("unread %v", got)
			}
		})
	}
}
