package qa

import (
	"strconv"
	"strings"
	"time"

	"plumbline/forms/xpath"
)

const ageBandName = "qa:age-band"

// ageBands is the list of bands where a form names no other.
const ageBands = "age_band"

// ageBand is the name of the choice of a list that covers the age, in whole years, on a day of somebody born on another.
// The names say which ages: "5_10" is from 5 to 10, "25_plus" is 25 and more, and "unborn" is before birth. The result is
// blank where no choice covers it. Somebody born on 29 February is a year older on 1 March of a year without that day.
func ageBand(c *xpath.Context, args []xpath.Value) xpath.Value {
	born, ok := dayOf(c, ageBandName, args[0])
	on, ok2 := dayOf(c, ageBandName, args[1])
	if !ok || !ok2 {
		return blank()
	}
	age := ageOn(born, on)
	list := option(args, ageBands)
	bands, ok := items(c, ageBandName, list)
	if !ok {
		return blank()
	}
	for _, band := range bands {
		if name := cell(band, "name"); covers(name, age) {
			return xpath.String(name)
		}
	}
	c.Tell("%s() finds no choice of the list %q that covers the age of %d. Names such as 5_10 and 25_plus say which ages "+
		"they cover.", ageBandName, list, age)
	return blank()
}

// ageOn counts birthdays. It is negative before birth.
func ageOn(born, on time.Time) int {
	age := on.Year() - born.Year()
	if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
		age--
	}
	return age
}

func covers(band string, age int) bool {
	if band == "unborn" {
		return age < 0
	}
	from, to, ok := strings.Cut(band, "_")
	least, err := strconv.Atoi(from)
	if !ok || err != nil || age < least {
		return false
	}
	most, err := strconv.Atoi(to)
	return to == "plus" || err == nil && age <= most
}
