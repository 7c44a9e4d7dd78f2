package query

import (
	"fmt"
	"strings"
)

// XPath writes a query of one figure as the calculation of a form, which reads the records as the secondary instance that
// is called like the source. The figure is blank while there are no records at all, or what the query refers to has no
// answer. The error says that a table is no figure.
func (q Query) XPath() (string, error) {
	if len(q.By) > 0 {
		return "", fmt.Errorf("query %q: a table cannot be the answer to a question", q)
	}
	items := "instance('" + q.Source + "')/root/item"
	unknown := []string{"count(" + items + ") = 0"}
	for _, r := range q.References() {
		unknown = append(unknown, r+" = ''")
	}
	var where []string
	if q.Sum != "" {
		where = append(where, q.Sum+" != ''")
	}
	for _, c := range q.Where {
		where = append(where, c.xpath())
	}
	figure := items
	if len(where) > 0 {
		figure += "[" + strings.Join(where, " and ") + "]"
	}
	if q.Sum == "" {
		figure = "count(" + figure + ")"
	} else {
		numbers := figure + "/" + q.Sum
		figure = "if(count(" + numbers + ") = 0, 0, sum(" + numbers + "))" // where engines differ on the sum of nothing
	}
	return "if(" + strings.Join(unknown, " or ") + ", '', " + figure + ")", nil
}

func (c Condition) xpath() string {
	switch c.Op {
	case Between:
		return c.compare(">=", 0) + " and " + c.compare("<=", 1)
	case Before:
		return c.compare("<", 0)
	case After:
		return c.compare(">", 0)
	}
	var some []string
	for i := range c.Values {
		some = append(some, "selected("+c.Question+", "+c.operand(i)+")")
	}
	switch all := strings.Join(some, " or "); {
	case c.Op == IsNot:
		return "not(" + all + ")"
	case len(some) > 1:
		return "(" + all + ")"
	default:
		return all
	}
}

// compare compares days. What is blank is on no day.
func (c Condition) compare(operator string, i int) string {
	return "date(" + c.Question + ") " + operator + " date(" + c.operand(i) + ")"
}

func (c Condition) operand(i int) string {
	if Reference(c.Values[i]) {
		return c.Values[i]
	}
	return "'" + c.Values[i] + "'"
}
