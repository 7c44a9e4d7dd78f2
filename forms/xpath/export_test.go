package xpath

// Parse reports why an expression is not one of the language, whether or not its functions exist.
func Parse(src string) error {
	_, err := parse(src)
	return err
}
