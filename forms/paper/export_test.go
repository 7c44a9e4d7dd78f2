package paper

// ReadsCondition reports whether an expression is one that is put in words.
func ReadsCondition(expression string) bool {
	c, err := readCondition(expression)
	c.simple().negated()
	paths(expression)
	return err == nil
}
