package session

import "strings"

// isPoint reports whether a text is a place: latitude and longitude in degrees, perhaps altitude and accuracy in metres.
func isPoint(typed string) bool {
	parts := strings.Fields(typed)
	if len(parts) < 2 || len(parts) > 4 {
		return false
	}
	for i, part := range parts {
		f, ok := number(part)
		if !ok || i == 0 && (f < -90 || f > 90) || i == 1 && (f < -180 || f > 180) {
			return false
		}
	}
	return true
}

// readPlaces reads several places with semicolons between them, and perhaps one at the end. A shape ends where it begins.
func readPlaces(typed string, least int, closed bool) (string, bool) {
	var places []string
	for _, place := range strings.Split(strings.TrimRight(strings.TrimSpace(typed), ";"), ";") {
		if !isPoint(place) {
			return "", true
		}
		places = append(places, strings.Join(strings.Fields(place), " "))
	}
	if len(places) < least || closed && places[0] != places[len(places)-1] {
		return "", true
	}
	return strings.Join(places, ";"), false
}
