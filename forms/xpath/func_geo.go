package xpath

import (
	"math"
	"strings"
)

func geoFunctions() map[string]builtin {
	return map[string]builtin{
		"area":          {1, 1, buildArea},
		"enclosed-area": {1, 1, buildArea}, // its older name
		"distance":      {1, -1, buildDistance},
		"geofence":      {2, 2, buildGeofence},
		"intersects":    {1, 1, buildIntersects},
	}
}

// earthRadius is that of a sphere, in metres, as every engine of forms has it.
const earthRadius = 6378100

// point is a place on the Earth, in degrees.
type point struct{ lat, lon float64 }

// parsePoints reads points with semicolons between them, each as latitude, longitude and perhaps altitude and accuracy.
func parsePoints(s string) ([]point, bool) {
	var out []point
	for _, fields := range pointFields(s) {
		lat, _ := parseDecimal(fields[0])
		lon, _ := parseDecimal(fields[1])
		if !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) {
			return nil, false
		}
		out = append(out, point{lat, lon})
	}
	return out, out != nil
}

// pointFields are the numbers of each point, as they are written; nil when s is not made of points.
func pointFields(s string) [][]string {
	var out [][]string
	for _, part := range strings.Split(strings.TrimSuffix(trim(s), ";"), ";") {
		fields := words(part)
		if len(fields) < 2 || len(fields) > 4 {
			return nil
		}
		for _, f := range fields {
			if _, ok := parseDecimal(f); !ok {
				return nil
			}
		}
		out = append(out, fields)
	}
	return out
}

// points are those of all arguments, in order: a set gives those of each node.
func points(c *Context, args []code) ([]point, bool) {
	return parsePoints(strings.Join(texts(c, args), ";"))
}

// buildArea is the area of a shape in square metres, to the nearest hundredth; 0 for what is no shape.
func buildArea(_ *compiler, _ *call, args []code) (code, error) {
	return numberCode(func(c *Context) float64 {
		ring, _ := points(c, args)
		if len(ring) < 3 {
			return 0
		}
		return roundTo(area(ring), 2)
	}), nil
}

// area is by the trapezium rule on the sphere (Chamberlain and Duquette, "Some algorithms for polygons on a sphere",
// 2007, equation 6). The ring may be open.
func area(ring []point) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += radians(q.lon-p.lon) * (2 + math.Sin(radians(p.lat)) + math.Sin(radians(q.lat)))
	}
	return math.Abs(sum) * earthRadius * earthRadius / 2
}

// buildDistance is the length of a line in metres, to the nearest hundredth; NaN for what has no points.
func buildDistance(_ *compiler, e *call, args []code) (code, error) {
	for _, a := range e.args {
		if l, ok := a.(*literal); ok && pointFields(l.value.Text()) == nil {
			return code{}, mistake(l.pos, "distance() needs points, as \"51.5 -0.1; 51.6 -0.2\", and %q has none.", l.value.Text())
		}
	}
	return numberCode(func(c *Context) float64 {
		line, ok := points(c, args)
		if !ok {
			c.Tell("distance() is given something that is no points, as \"51.5 -0.1; 51.6 -0.2\".")
			return nan()
		}
		sum := 0.0
		for i := 1; i < len(line); i++ {
			sum += distance(line[i-1], line[i])
		}
		return roundTo(sum, 2)
	}), nil
}

// distance is by the spherical law of cosines.
func distance(p, q point) float64 {
	if p == q {
		return 0
	}
	a, b := radians(p.lat), radians(q.lat)
	cos := math.Sin(a)*math.Sin(b) + math.Cos(a)*math.Cos(b)*math.Cos(radians(q.lon-p.lon))
	return earthRadius * math.Acos(min(max(cos, -1), 1))
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func buildGeofence(_ *compiler, _ *call, args []code) (code, error) {
	return truthCode(func(c *Context) bool {
		at, ok := parsePoints(args[0].text(c))
		shape, ok2 := parsePoints(args[1].text(c))
		if !ok || !ok2 || len(at) != 1 || len(shape) <= 3 || shape[0] != shape[len(shape)-1] {
			c.Tell("geofence() is given something else than a point and a shape that ends where it begins.")
			return false
		}
		return encloses(shape, at[0])
	}), nil
}

// encloses counts how often a line eastwards from the point crosses the ring, latitude and longitude being a plane.
func encloses(ring []point, p point) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.lat > p.lat) != (b.lat > p.lat) && p.lon < (b.lon-a.lon)*(p.lat-a.lat)/(b.lat-a.lat)+a.lon {
			in = !in
		}
	}
	return in
}

// buildIntersects reports whether a line crosses or touches itself; where it begins and ends may be one point.
func buildIntersects(_ *compiler, _ *call, args []code) (code, error) {
	return truthCode(func(c *Context) bool {
		line, _ := points(c, args)
		for i := 0; i+1 < len(line); i++ {
			for j := i + 2; j+1 < len(line); j++ {
				closes := i == 0 && j+2 == len(line) && line[0] == line[j+1]
				if !closes && cross(line[i], line[i+1], line[j], line[j+1]) {
					return true
				}
			}
		}
		return false
	}), nil
}

// cross reports whether the segments from a to b and from p to q have a point in common.
func cross(a, b, p, q point) bool {
	d1, d2, d3, d4 := side(p, q, a), side(p, q, b), side(a, b, p), side(a, b, q)
	if d1*d2 < 0 && d3*d4 < 0 {
		return true
	}
	return d1 == 0 && between(p, q, a) || d2 == 0 && between(p, q, b) || d3 == 0 && between(a, b, p) || d4 == 0 && between(a, b, q)
}

// side is positive on one side of the line from a to b, negative on the other and 0 on it.
func side(a, b, p point) float64 {
	return (b.lon-a.lon)*(p.lat-a.lat) - (b.lat-a.lat)*(p.lon-a.lon)
}

// between reports whether a point of the line through a and b lies from a to b.
func between(a, b, p point) bool {
	return min(a.lat, b.lat) <= p.lat && p.lat <= max(a.lat, b.lat) && min(a.lon, b.lon) <= p.lon && p.lon <= max(a.lon, b.lon)
}
