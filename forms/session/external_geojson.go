package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// feature is a Feature of RFC 7946.
type feature struct {
	Type       string          `json:"type"`
	ID         json.RawMessage `json:"id"`
	Properties json.RawMessage `json:"properties"`
	Geometry   *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// parseGeoJSON reads a FeatureCollection as items with their properties, and with their geometry as forms write places.
func parseGeoJSON(content []byte) (*datum, error) {
	var collection struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}
	if err := json.Unmarshal(content, &collection); err != nil {
		return nil, err
	}
	if collection.Type != "FeatureCollection" || collection.Features == nil {
		return nil, errors.New("the outermost object is no FeatureCollection with features")
	}
	doc := newData()
	root := doc.add("root", "")
	for i, f := range collection.Features {
		if err := addFeature(root.add("item", ""), f); err != nil {
			return nil, fmt.Errorf("feature %d: %w", i+1, err)
		}
	}
	return doc, nil
}

func addFeature(item *datum, f feature) error {
	if f.Type != "Feature" || f.Geometry == nil {
		return errors.New("it is no Feature with a geometry")
	}
	places, err := geometry(f.Geometry.Type, f.Geometry.Coordinates)
	if err != nil {
		return err
	}
	item.add("geometry", places)
	id := scalar(f.ID)
	names, values, err := properties(f.Properties)
	if err != nil {
		return err
	}
	for i, name := range names {
		if name == "id" && id != "" {
			continue
		}
		item.add(name, values[i])
	}
	if id != "" {
		item.add("id", id)
	}
	return nil
}

// properties reads an object in the order in which it is written.
func properties(raw json.RawMessage) (names, values []string, err error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil, nil
	}
	in := json.NewDecoder(strings.NewReader(string(raw)))
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return nil, nil, errors.New("its properties are no object")
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil, nil, err
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return nil, nil, err
		}
		names, values = append(names, fmt.Sprint(name)), append(values, scalar(value))
	}
	return names, values, nil
}

// scalar is the text of a value; of an object or an array, that in JSON.
func scalar(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// geometry writes coordinates, which GeoJSON has as longitude and latitude, as "latitude longitude 0 0", several joined
// by semicolons.
func geometry(kind string, raw json.RawMessage) (string, error) {
	var points [][]float64
	var err error
	switch kind {
	case "Point":
		points = make([][]float64, 1)
		err = json.Unmarshal(raw, &points[0])
	case "LineString":
		err = json.Unmarshal(raw, &points)
	case "Polygon":
		var rings [][][]float64
		if err = json.Unmarshal(raw, &rings); err == nil && len(rings) > 0 {
			points = rings[0]
		}
	default:
		return "", fmt.Errorf("geometries of type %q are not read", kind)
	}
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(points, func(p []float64) bool { return len(p) < 2 }) {
		return "", errors.New("a place has no two coordinates")
	}
	var out []string
	for _, p := range points {
		out = append(out, strconv.FormatFloat(p[1], 'f', -1, 64)+" "+strconv.FormatFloat(p[0], 'f', -1, 64)+" 0 0")
	}
	return strings.Join(out, "; "), nil
}
