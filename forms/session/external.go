package session

import (
	"fmt"
	"strings"

	"plumbline/forms/xpath"
)

// lastSaved is the URL of the record of the same form that was saved last on this machine.
const lastSaved = "jr://instance/last-saved"

// instance finds a secondary instance; nil when the form has none of that id.
func (s *Session) instance(id string) xpath.Node {
	if found, ok := s.sources[id]; ok {
		return found
	}
	found := s.openInstance(id)
	s.sources[id] = found
	return found
}

func (s *Session) openInstance(id string) xpath.Node {
	if list := s.form.lists[id]; list != nil {
		return list().doc
	}
	for _, source := range s.form.def.Sources {
		if source.ID != id {
			continue
		}
		if source.Inline != nil {
			d := newData()
			d.addElement(source.Inline)
			return d
		}
		return s.attachment(source.URL)
	}
	return nil
}

// attachment reads data that comes with the form. What cannot be read is empty.
func (s *Session) attachment(url string) *datum {
	content, err := s.fetch(url)
	var d *datum
	if err == nil {
		d, err = parseData(url, content)
	}
	if err != nil {
		if url != lastSaved {
			s.unread = append(s.unread, url)
		}
		return newData()
	}
	return d
}

func (s *Session) fetch(url string) ([]byte, error) {
	if s.env.Attachment == nil {
		return nil, errNoAttachment
	}
	return s.env.Attachment(url)
}

// parseData reads data by the ending of its URL.
func parseData(url string, content []byte) (*datum, error) {
	ending := strings.ToLower(url[strings.LastIndexByte(url, '.')+1:])
	var d *datum
	var err error
	switch {
	case ending == "csv" || strings.HasPrefix(url, "jr://file-csv/"):
		d, err = parseCSV(content)
	case ending == "geojson":
		d, err = parseGeoJSON(content)
	default:
		d, err = parseXML(content)
	}
	if err != nil {
		return nil, fmt.Errorf("session: read %s: %w", url, err)
	}
	return d, nil
}
