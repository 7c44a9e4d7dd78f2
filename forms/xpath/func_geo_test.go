package xpath_test

import "testing"

func TestPlaces(t *testing.T) {
	expressions{
		{"distance of a line", "distance('0 0;0 1')", "111318.85"},
		{"distance of points", "distance('0 0', '0 1', '0 2')", "222637.69"},
		{"distance of nodes", "distance(p)", "111318.85"},
		{"distance of no points", "distance(word)", ""},
		{"distance off the Earth", "distance('95 0;0 1')", ""},
		{"area", "area('0 0;0 1;1 1;1 0')", "12391256135.81"},
		{"area of a closed ring", "area('0 0;0 1;1 1;1 0;0 0')", "12391256135.81"},
		{"area by its older name", "enclosed-area('0 0;0 1;1 1;1 0')", "12391256135.81"},
		{"area of a line", "area('0 0;0 1')", "0"},
		{"area of no shape", "area(word)", "0"},
		{"inside", "geofence('0.5 0.5 0 0', shape)", "true"},
		{"outside", "geofence('2 0.5', shape)", "false"},
		{"fence that is open", "geofence('0.5 0.5', '0 0;0 1;1 1;1 0')", "false"},
		{"line that crosses itself", "intersects('0 0;1 1;1 0;0 1')", "true"},
		{"line that touches itself", "intersects('0 0;0 2;1 2;0 1')", "true"},
		{"line that does not", "intersects('0 0;0 1;1 1')", "false"},
		{"ring", "intersects(shape)", "false"},
	}.run(t, "<data><p>0 0 5 5</p><p>0 1 5 5</p><word>here</word><shape>0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0</shape></data>")
}
